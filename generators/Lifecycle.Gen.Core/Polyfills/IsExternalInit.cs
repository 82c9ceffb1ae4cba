namespace System.Runtime.CompilerServices;

/// <summary>Lets <c>init</c> accessors and records compile; netstandard2.0 does not have it.</summary>
internal static class IsExternalInit;
