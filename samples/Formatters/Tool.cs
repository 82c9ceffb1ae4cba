using Lifecycle;

namespace Formatters;

/// <summary>Reads the rows and prints them. All formats of the project are in it, because the printer takes their list.</summary>
[Worker, Mixin<Printer>]
internal sealed partial class Tool;
