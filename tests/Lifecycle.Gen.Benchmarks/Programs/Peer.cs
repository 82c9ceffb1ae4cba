namespace Lifecycle.Benchmarks.Programs;

/// <summary>What starts and stops the units.</summary>
internal enum Peer
{
    /// <summary>This library.</summary>
    Ours,

    /// <summary>This library in Microsoft.Extensions.Hosting.</summary>
    Hosted,

    /// <summary>See <c>HandWrittenApp</c>.</summary>
    HandWritten,

    /// <summary>Microsoft.Extensions.Hosting.</summary>
    Host,

    /// <summary>Its next major version.</summary>
    NextHost,

    Autofac,

    PureDi,

    Akka,

    Orleans,

    /// <summary>Nothing: a program that prints one line.</summary>
    Hello,
}
