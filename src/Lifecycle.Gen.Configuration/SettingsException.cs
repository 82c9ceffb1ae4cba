namespace Lifecycle;

/// <summary>
/// Settings cannot be read or break a rule. The message has a line for each fault: the key, its value unless it looks secret, where the value comes from, and
/// the rule.
/// </summary>
/// <param name="message">The lines.</param>
public sealed class SettingsException(string message) : Exception(message);
