using System.Globalization;
using System.Text;

namespace Lifecycle.Drawing;

/// <summary>The text of a picture: elements with escaped text and numbers that are the same in every culture.</summary>
internal sealed class SvgText
{
    private readonly StringBuilder _text = new();

    /// <summary>Begins a picture.</summary>
    /// <param name="width">Its width in pixels.</param>
    /// <param name="height">Its height in pixels.</param>
    /// <param name="title">What screen readers say of it first.</param>
    /// <param name="description">What it shows, as text.</param>
    public SvgText(double width, double height, string title, string description)
    {
        _text.Append(
            CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"lifecycle\" viewBox=\"0 0 {Number(width)} {Number(height)}\" ");
        _text.Append(CultureInfo.InvariantCulture, $"width=\"{Number(width)}\" height=\"{Number(height)}\" role=\"img\" ");
        _text.Append("aria-labelledby=\"lifecycle-title lifecycle-desc\">\n");
        _text.Append("<title id=\"lifecycle-title\">").Append(Escape(title)).Append("</title>\n");
        _text.Append("<desc id=\"lifecycle-desc\">").Append(Escape(description)).Append("</desc>\n");
        _text.Append("<style>").Append(Theme.Css).Append("</style>\n");
        Rectangle(0, 0, width, height, "background");
    }

    /// <summary>A number with at most one digit behind the point.</summary>
    public static string Number(double value) => Math.Round(value, 1).ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>Text that may stand in an element or an attribute.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            _ = character switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                '\n' or '\t' => escaped.Append(character),
                < ' ' or '\uFFFE' or '\uFFFF' => escaped.Append('\uFFFD'), // XML has no way to write them.
                _ => escaped.Append(character),
            };
        }

        return escaped.ToString();
    }

    /// <summary>Ends the picture.</summary>
    public string End() => _text.Append("</svg>\n").ToString();

    /// <summary>Opens a group, with a text that appears beside the pointer.</summary>
    public void Open(string classes, string title, string? unit = null)
    {
        _text.Append("<g class=\"").Append(classes).Append('"');
        if (unit is not null)
            _text.Append(" data-unit=\"").Append(Escape(unit)).Append('"');

        _text.Append("><title>").Append(Escape(title)).Append("</title>\n");
    }

    /// <summary>Closes a group.</summary>
    public void Close() => _text.Append("</g>\n");

    /// <summary>A rectangle.</summary>
    public void Rectangle(double x, double y, double width, double height, string classes, double radius = 0)
    {
        _text.Append(
            CultureInfo.InvariantCulture,
            $"<rect class=\"{classes}\" x=\"{Number(x)}\" y=\"{Number(y)}\" width=\"{Number(width)}\" height=\"{Number(height)}\"");
        if (radius > 0)
            _text.Append(CultureInfo.InvariantCulture, $" rx=\"{Number(radius)}\"");

        _text.Append("/>\n");
    }

    /// <summary>A straight line.</summary>
    public void Line(double x1, double y1, double x2, double y2, string classes) => _text.Append(
        CultureInfo.InvariantCulture,
        $"<line class=\"{classes}\" x1=\"{Number(x1)}\" y1=\"{Number(y1)}\" x2=\"{Number(x2)}\" y2=\"{Number(y2)}\"/>\n");

    /// <summary>A path.</summary>
    /// <param name="way">Its commands.</param>
    /// <param name="classes">Its classes.</param>
    /// <param name="attributes">Further attributes.</param>
    public void Path(string way, string classes, string attributes = "") =>
        _text.Append("<path class=\"").Append(classes).Append("\" d=\"").Append(way).Append('"').Append(attributes).Append("/>\n");

    /// <summary>Text that begins at a place, or with <c>end</c> or <c>middle</c> among its classes has its end or middle there.</summary>
    public void Text(double x, double y, string text, string classes) => _text.Append(
        CultureInfo.InvariantCulture,
        $"<text class=\"{classes}\" x=\"{Number(x)}\" y=\"{Number(y)}\">{Escape(text)}</text>\n");
}
