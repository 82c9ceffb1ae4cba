using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Lifecycle;

namespace Formatters.Formats;

/// <summary>One array of objects.</summary>
[Extension]
internal sealed class JsonFormat : IFormat
{
    public string Name => "json";

    public void Write(Table table, TextWriter output)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartArray();
            foreach (var row in table.Rows)
            {
                json.WriteStartObject();
                for (var i = 0; i < row.Count; i++)
                    json.WriteString(table.Columns[i], row[i]);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }
}
