using Lifecycle.Core.Collections;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Manifest;

/// <summary>The text of a manifest → models. <see cref="ManifestWriter"/> writes the same words in the same order.</summary>
public sealed class ManifestParser
{
    private readonly ManifestText.Reader _words;
    private readonly string _assembly;
    private string _key = "";
    private int _position;

    private ManifestParser(string text, string assembly)
    {
        _words = new ManifestText.Reader(text.TrimStart(ManifestText.UnitEnd));
        _assembly = assembly;
    }

    /// <summary>Reads a manifest.</summary>
    /// <param name="text">Its text, in a format that is readable.</param>
    /// <param name="assembly">The assembly that has it, which becomes part of its units' keys.</param>
    public static AssemblyManifest Parse(string text, string assembly)
    {
        var parser = new ManifestParser(text, assembly);
        var units = new List<ManifestUnit>();
        while (!parser._words.IsAtEnd)
            units.Add(parser.Unit());
        return new AssemblyManifest(units.ToEquatableArray());
    }

    /// <summary>Reads a manifest that may be written by hand, or by a later version in a form that is not known here.</summary>
    public static bool TryParse(string text, string assembly, out AssemblyManifest manifest)
    {
        try
        {
            manifest = Parse(text, assembly);
            return true;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or OverflowException)
        {
            manifest = new AssemblyManifest([]);
            return false;
        }
    }

    private ManifestUnit Unit() => new(Shape(), _words.List(Hook));

    private UnitShape Shape()
    {
        _key = SubjectKey.QualifiedName(_words.Text(), _assembly);
        var type = Type();
        var id = _words.Text();
        var name = _words.Text();
        var property = _words.TextOrNull();
        var marks = _words.Number();
        var isPublic = _words.Flag();
        var isConstructorPublic = _words.Flag();
        var start = _words.Number();
        var autoInclude = _words.Flag();
        return new UnitShape(
            _key,
            type,
            id,
            name,
            isPublic,
            _words.List(_words.Text),
            _words.List(Dependency),
            _words.List(Ordering),
            new DeclarationPosition("", [_position++]) { Assembly = _assembly },
            Findings: [])
        {
            Variants = _words.List(_words.Text),
            Warnings = _words.List(_words.Text),
            Property = property,
            IsUnit = (marks & 1) != 0,
            IsConstructorPublic = isConstructorPublic,
            AutoStart = (start & ManifestText.AutoStart) != 0,
            AutoInclude = autoInclude,
            IsStandby = (start & ManifestText.IsStandby) != 0,
            Condition = _words.Flag() ? Condition() : null,
            Extension = _words.Flag() ? Extension() : null,
            Phases = _words.List(CustomPhase),
            Contracts = _words.List(Contract),
            Open = _words.Flag() ? new OpenUnitModel(_words.Number(), _words.List(_words.Text)) : null,
            Maker = (marks & ManifestText.IsValue) == 0 ? null : Maker(),
        };
    }

    private MakerModel Maker() => new(_words.Name<MakerOwner>(), _words.Text(), _words.Text(), _words.Name<MakerCall>(), _words.Flag(), _words.Flag());

    private ContractModel Contract() => new(_words.Text(), _words.Flag());

    private CustomPhaseModel CustomPhase() => new(
        _words.Text(),
        _words.Text(),
        _words.Name<UnitOrder>(),
        _words.Flag() ? new PhaseAnchor(_words.Flag(), _words.Name<Phase>(), _words.Text()) : null,
        Subject(),
        Findings: []);

    private TypeRef Type()
    {
        var key = _words.Text();
        return new TypeRef(_words.TextOrNull() ?? key, key);
    }

    private DependencyModel Dependency()
    {
        var name = _words.Text();
        var type = Type();
        var isNullable = _words.Flag();
        var value = _words.TextOrNull();
        var wanted = _words.TextOrNull() ?? type.Key;
        var kind = _words.Name<DependencyKind>();
        var marks = _words.Number();
        return new DependencyModel(name, type, isNullable, value, wanted, kind, (marks & ManifestText.IsPublic) != 0)
        {
            IsCollection = _words.Flag(),
            IsOwned = _words.Flag(),
            Element = _words.TextOrNull(),
            Instance = _words.TextOrNull(),
            Accepted = _words.List(_words.Text),
            Warnings = _words.List(_words.Text),
            Late = (marks & ManifestText.IsLate) == 0 ? null : Late(),
            Hook = (marks & ManifestText.IsOfHook) == 0 ? null : _words.Text(),
        };
    }

    private LateModel Late() => new(_words.Name<LateKind>(), _words.Text(), _words.Flag(), _words.Flag());

    private OrderingModel Ordering() => new(_words.Flag(), Type(), Subject())
    {
        Accepted = _words.List(_words.Text),
    };

    private ConditionModel Condition() => new(_words.Text(), _words.List(Dependency), Subject());

    private ExtensionModel Extension() => new(_words.Number(), _words.List(_words.Text));

    private HookModel Hook()
    {
        var phase = _words.Name<Phase>();
        var step = _words.Number();
        var method = _words.Text();
        var returns = _words.Name<HookReturn>();
        var marks = _words.Number();
        return new HookModel(
            phase,
            step,
            method,
            returns,
            (marks & 1) != 0,
            _words.Flag(),
            _words.Name<HookCall>(),
            _words.Number(),
            _words.TextOrNull(),
            _words.Flag() ? Options() : HookOptions.None)
        {
            Custom = _words.Flag() ? new CustomHook(_words.Text(), _words.Text(), _words.Number(), _words.Number()) : null,
            Takes = (marks & ManifestText.HasTakes) == 0 ? [] : _words.List(Take),
        };
    }

    private HookTake Take() => new(_words.Number(), _words.Text(), _words.Flag());

    private HookOptions Options() => new()
    {
        TimeoutSeconds = _words.RealNumber(),
        Retries = _words.Number(),
        RetryDelaySeconds = _words.RealNumber(),
        ExponentialBackoff = _words.Flag(),
        Jitter = _words.Flag(),
        OnFailure = _words.Name<FailurePolicy>(),
        OnCompletion = _words.Name<CompletionPolicy>(),
        EndsInDrain = _words.Flag(),
        MaxRestarts = _words.Number(),
        RestartWindowSeconds = _words.RealNumber(),
        RestartDelaySeconds = _words.RealNumber(),
        CacheSeconds = _words.RealNumber(),
    };

    private SubjectKey Subject() => new(_words.Name<SubjectKind>(), _key, _words.Number());
}
