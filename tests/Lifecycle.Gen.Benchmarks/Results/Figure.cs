using System.Globalization;

namespace Lifecycle.Benchmarks.Results;

/// <summary>Figures as text, in the unit that reads best.</summary>
internal static class Figure
{
    public const string None = "–";

    public static string Time(double nanoseconds) => nanoseconds switch
    {
        < 1_000 => $"{Number(nanoseconds)} ns",
        < 1_000_000 => $"{Number(nanoseconds / 1_000)} µs",
        _ => Milliseconds(nanoseconds / 1_000_000),
    };

    public static string Milliseconds(double milliseconds) => $"{Number(milliseconds)} ms";

    public static string Bytes(double bytes) => bytes < 10_000 ? $"{bytes.ToString("0", CultureInfo.InvariantCulture)} B" : KiB(bytes / 1024);

    public static string KiB(double kibibytes) => kibibytes < 1024 ? $"{Number(kibibytes)} KiB" : $"{Number(kibibytes / 1024)} MiB";

    public static string Ratio(double ratio) => $"{Number(ratio)}×";

    public static string Number(double number) =>
        number.ToString(Math.Abs(number) switch { < 10 => "0.00", < 100 => "0.0", _ => "0" }, CultureInfo.InvariantCulture);
}
