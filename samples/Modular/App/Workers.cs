using Lifecycle;
using Modular.Storage;

namespace Modular.App;

/// <summary>The import and what it needs: the store, its settings, and every rule, also the one of the library that the store knows nothing of.</summary>
[Worker, Mixin<Import>, Mixin<FolderLock>]
internal sealed partial class Importer;

/// <summary>Every unit of the program and of the libraries.</summary>
[Worker(IncludeReferenced = true)]
internal sealed partial class Everything;
