namespace Lifecycle.Drawing;

/// <summary>Colours and type of the pictures. Colours follow the reader's choice of light or dark; every text has a contrast of at least 4.5 to 1.</summary>
internal static class Theme
{
    /// <summary>The height of a letter's line.</summary>
    public const double FontSize = 11.5;

    /// <summary>The height of a small letter's line.</summary>
    public const double SmallSize = 9.5;

    /// <summary>The height of a heading's line.</summary>
    public const double HeadingSize = 14;

    /// <summary>The advance of a letter in fixed-width type, as part of its size: nearly the same in all of them.</summary>
    public const double Advance = 0.602;

    /// <summary>The rules of all pictures.</summary>
    public const string Css =
        """

        .lifecycle { --bg:#ffffff; --fg:#1f2328; --mute:#59636e; --grid:#e3e7eb; --node:#f6f8fa; --line:#848d97; --own:#0969da; --wait:#c8d1da;
          --critical:#bc4c00; --phase:#8250df; --added:#1a7f37; --addedbg:#dafbe1; --removed:#cf222e; --removedbg:#ffebe9; --moved:#9a6700; --movedbg:#fff8c5;
          font:11.5px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace }
        @media (prefers-color-scheme:dark) { .lifecycle { --bg:#0d1117; --fg:#e6edf3; --mute:#9198a1; --grid:#21262d; --node:#161b22; --line:#6e7681;
          --own:#4493f8; --wait:#3d444d; --critical:#f0883e; --phase:#ab7df8; --added:#3fb950; --addedbg:#12261e; --removed:#f85149; --removedbg:#2d1517;
          --moved:#d29922; --movedbg:#272115 } }
        .lifecycle .background { fill:var(--bg) }
        .lifecycle text { fill:var(--fg) }
        .lifecycle .mute { fill:var(--mute) }
        .lifecycle .small { font-size:9.5px }
        .lifecycle .heading { font-size:14px; font-weight:600 }
        .lifecycle .end { text-anchor:end }
        .lifecycle .middle { text-anchor:middle }
        .lifecycle .grid { stroke:var(--grid) }
        .lifecycle .total { stroke:var(--mute); stroke-dasharray:2 3 }
        .lifecycle .wait { stroke:var(--wait); stroke-width:2 }
        .lifecycle .own { fill:var(--own) }
        .lifecycle .phase { fill:var(--phase) }
        .lifecycle .critical .own { fill:var(--critical) }
        .lifecycle .critical text { fill:var(--critical); font-weight:600 }
        .lifecycle .chain { stroke:var(--critical); fill:none; stroke-dasharray:3 2 }
        .lifecycle .node rect { fill:var(--node); stroke:var(--line) }
        .lifecycle .conditional rect { stroke-dasharray:5 3 }
        .lifecycle .request rect { stroke-dasharray:1.5 2.5 }
        .lifecycle .worker rect { stroke-width:2.5 }
        .lifecycle .edge { fill:none; stroke:var(--line) }
        .lifecycle .tip { fill:var(--line) }
        .lifecycle .added rect { fill:var(--addedbg); stroke:var(--added); stroke-width:1.5 }
        .lifecycle .removed rect { fill:var(--removedbg); stroke:var(--removed); stroke-width:1.5; stroke-dasharray:5 3 }
        .lifecycle .moved rect { fill:var(--movedbg); stroke:var(--moved); stroke-width:1.5 }
        .lifecycle .added text { fill:var(--added) }
        .lifecycle .removed text { fill:var(--removed); text-decoration:line-through }
        .lifecycle .moved text { fill:var(--moved) }
        .lifecycle .edge.added { stroke:var(--added); stroke-width:2 }
        .lifecycle .edge.removed { stroke:var(--removed); stroke-width:2; stroke-dasharray:5 3 }
        .lifecycle .tip.added { fill:var(--added) }
        .lifecycle .tip.removed { fill:var(--removed) }

        """;

    /// <summary>The width of a text in fixed-width type.</summary>
    public static double WidthOf(string text, double size = FontSize) => text.Length * size * Advance;
}
