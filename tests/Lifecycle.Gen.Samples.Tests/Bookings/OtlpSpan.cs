using System.Buffers.Binary;
using System.Text;

namespace Lifecycle.Samples.Tests.Bookings;

/// <summary>A span as the protocol of OpenTelemetry sends it; times in nanoseconds.</summary>
internal sealed record OtlpSpan(string Trace, string Id, string Parent, string Name, ulong Began, ulong Ended)
{
    /// <summary>The spans of an ExportTraceServiceRequest: below its resource spans (field 1), below their scope spans (2), each a span (2).</summary>
    public static IReadOnlyList<OtlpSpan> ReadRequest(byte[] request) =>
    [
        .. from resource in Fields(request) where resource.Number == 1
           from scope in Fields(resource.Bytes) where scope.Number == 2
           from span in Fields(scope.Bytes) where span.Number == 2
           select Read(Fields(span.Bytes)),
    ];

    private static OtlpSpan Read(IReadOnlyList<(int Number, byte[] Bytes)> fields)
    {
        byte[] Find(int number) => fields.FirstOrDefault(field => field.Number == number).Bytes ?? [];
        return new OtlpSpan(Convert.ToHexString(Find(1)), Convert.ToHexString(Find(2)), Convert.ToHexString(Find(4)), Encoding.UTF8.GetString(Find(5)),
            BinaryPrimitives.ReadUInt64LittleEndian(Find(7)), BinaryPrimitives.ReadUInt64LittleEndian(Find(8)));
    }

    /// <summary>The fields of a message of protobuf; numbers of variable length have no bytes here.</summary>
    private static List<(int Number, byte[] Bytes)> Fields(byte[] message)
    {
        var fields = new List<(int, byte[])>();
        var at = 0;
        while (at < message.Length)
        {
            var tag = Varint(message, ref at);
            var length = (tag & 7) switch
            {
                1 => 8,
                2 => (int)Varint(message, ref at),
                5 => 4,
                _ => 0,
            };
            if ((tag & 7) == 0)
                Varint(message, ref at);

            fields.Add(((int)(tag >> 3), message[at..(at + length)]));
            at += length;
        }

        return fields;
    }

    private static ulong Varint(byte[] message, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = message[at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return value;
        }
    }
}
