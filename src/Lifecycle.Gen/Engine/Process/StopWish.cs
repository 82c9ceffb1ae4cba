namespace Lifecycle.Engine.Process;

/// <summary>What a stop signal asks for.</summary>
internal enum StopWish : byte
{
    /// <summary>The first one: stop.</summary>
    Stop,

    /// <summary>The same wish once more.</summary>
    Repeated,

    /// <summary>A second wish: end now.</summary>
    Force,
}
