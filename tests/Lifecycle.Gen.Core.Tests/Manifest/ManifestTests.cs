using System.Reflection;
using Lifecycle.Core.Collections;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Manifest;
using Lifecycle.Core.Units;
using static Lifecycle.Core.Tests.Models;

namespace Lifecycle.Core.Tests.Manifest;

/// <summary>What a manifest says comes back as it was written.</summary>
public class ManifestTests
{
    private const string Library = "Lib";

    /// <summary>Models are made by reflection from all that they have, so that a field that is new and forgotten in writer or parser fails here.</summary>
    [Fact]
    public void Every_field_of_every_model_comes_back()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var written = new AssemblyManifest([.. Enumerable.Range(0, 3).Select(i => Unit(seed + (i * 1000), $"App.U{i}"))]);
            var expected = Enumerable.Range(0, 3).Select(i => Unit(seed + (i * 1000), $"App.U{i}, {Library}") is var unit
                ? unit with { Shape = unit.Shape with { Position = new DeclarationPosition("", [i]) { Assembly = Library } } }
                : unit);
            Assert.Equal(expected, ManifestParser.Parse(ManifestWriter.Write(written), Library).Units);
        }

        // What is wrong with a unit is reported where it is compiled, and its file is a path of one machine.
        static ManifestUnit Unit(int seed, string key)
        {
            var unit = (ManifestUnit)new AnyModel(seed, key).Make(typeof(ManifestUnit));
            var phases = unit.Shape.Phases
                .Select(phase => phase with { Findings = [], Subject = new SubjectKey(phase.Subject.Kind, key, phase.Subject.Index) });
            var shape = unit.Shape with { Key = key, Instance = null, IsClosed = false, Findings = [], Phases = [.. phases] };
            shape = shape with { Position = new DeclarationPosition("", []) };
            return unit with { Shape = shape };
        }
    }

    [Fact]
    public void A_unit_is_a_line_and_repeated_names_are_numbers() =>
        Assert.Equal(
            """
            App.Database global::App.Database \0 \1 Database \0 1 1 1 1 1 0 0 0 0 0 0 0 0 0 0 0
            App.Api global::App.Api \0 \4 Api \0 1 1 1 1 1 0 1 database \2 \0 0 \0 \0 Open 1 0 0 \0 \0 0 0 0 0 0 0 0 0 0 0 0

            """.ReplaceLineEndings("\n"),
            ManifestWriter.Write(
                new AssemblyManifest([new ManifestUnit(Unit("Database"), []),
                    new ManifestUnit(Unit("Api", On("Database")) is var api
                        ? api with { Dependencies = [api.Dependencies[0] with { Name = "database" }] }
                        : api, [])])));

    [Theory]
    [InlineData("App.A")]
    [InlineData("App.A global::App.A")]
    [InlineData("App.A \\9 x")]
    [InlineData("App.A global::App.A \\0 App.A A \\0 1 1 1 1 0 1 a global::App.A \\0 0 \\0 \\0 NoSuchKind 1 \\0 0 0 0")]
    [InlineData("App.A global::App.A \\0 App.A A \\0 1 1 1 1 many")]
    public void What_cannot_be_read_is_said_and_not_guessed(string text) => Assert.False(ManifestParser.TryParse(text, Library, out _));

    /// <summary>Makes a model with a value in everything that it has.</summary>
    private sealed class AnyModel(int seed, string key)
    {
        private static readonly string[] s_words =
            ["a", "some name", "back\\slash", "two\nlines", "", "global::App.Box<string?>", "\\1", "App.U1", "global::App.Box<string?>", "\\e", "\"quoted\""];
        private readonly Random _random = new(seed);

        public object Make(Type type)
        {
            if (type == typeof(string))
                return s_words[_random.Next(s_words.Length)];
            if (type == typeof(int))
                return _random.Next(-5, 500);
            if (type == typeof(double))
                return new[] { 0, 0.1, -3.5e-9, 60, double.MaxValue, double.PositiveInfinity }[_random.Next(6)];
            if (type == typeof(bool))
                return _random.Next(2) == 1;
            if (type.IsEnum)
                return Enum.GetValues(type).GetValue(_random.Next(Enum.GetValues(type).Length))!;
            if (type == typeof(SubjectKey))
                return new SubjectKey((SubjectKind)Make(typeof(SubjectKind)), key, _random.Next(9));
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(EquatableArray<>))
                return MakeList(type);

            var constructor = type.GetConstructors().OrderByDescending(constructor => constructor.GetParameters().Length).First();
            var arguments = constructor.GetParameters()
                .Select(parameter => MakeOrNot(parameter.ParameterType, new NullabilityInfoContext().Create(parameter)));
            var made = constructor.Invoke([.. arguments]);
            foreach (var property in type.GetProperties()
                .Where(property => property.SetMethod is not null && !constructor.GetParameters().Any(parameter => parameter.Name == property.Name)))
                property.SetValue(made, MakeOrNot(property.PropertyType, new NullabilityInfoContext().Create(property)));
            return made;
        }

        private object? MakeOrNot(Type type, NullabilityInfo info)
        {
            var isOptional = info.WriteState == NullabilityState.Nullable || info.ReadState == NullabilityState.Nullable;
            return isOptional && _random.Next(2) == 0 ? null : Make(Nullable.GetUnderlyingType(type) ?? type);
        }

        private object MakeList(Type type)
        {
            var items = Array.CreateInstance(type.GenericTypeArguments[0], _random.Next(3));
            for (var i = 0; i < items.Length; i++)
                items.SetValue(Make(type.GenericTypeArguments[0]), i);
            return typeof(EquatableArray).GetMethod(nameof(EquatableArray.ToEquatableArray))!.MakeGenericMethod(type.GenericTypeArguments[0])
                .Invoke(null, [items])!;
        }
    }
}
