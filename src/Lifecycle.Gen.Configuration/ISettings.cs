namespace Lifecycle;

/// <summary>The settings of a program, read and checked before any unit starts. A unit takes it in its constructor.</summary>
/// <typeparam name="T">The class that the settings are bound to.</typeparam>
public interface ISettings<out T>
    where T : class
{
    /// <summary>
    /// The settings as last read: another instance after each reload, so a unit reads this again in its hooks and does not keep what it got before.
    /// </summary>
    /// <exception cref="InvalidOperationException">They are not read yet: a constructor or an <see cref="OnInitAttribute"/> hook is the caller.</exception>
    T Current { get; }
}
