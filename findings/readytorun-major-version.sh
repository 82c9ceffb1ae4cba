#!/usr/bin/env bash
# .NET 11.0.0: code compiled ahead of time (ReadyToRun) by the tools of .NET 10 is not used, and nothing says so.
#
# An assembly that was published with PublishReadyToRun by the .NET 10 SDK holds native code for its methods. Runtime 10 uses it.
# Runtime 11 loads the same file without a word and compiles every method with its JIT, because the major version of the format
# is another one: a library that ships such code is as slow to start as one without.
#
# Output seen (.NET 10.0.12 and 11.0.0, linux-x64), methods of the program that the JIT compiled:
#   on 10: 0
#   on 11: 5
set -euo pipefail
source "$(dirname "$0")/lib.sh"

properties="<RuntimeIdentifier>linux-x64</RuntimeIdentifier><PublishReadyToRun>true</PublishReadyToRun><TieredPGO>false</TieredPGO>"
project shop << 'EOF'
Console.WriteLine(Shop.One() + Shop.Two() + Shop.Three() + Shop.Four() + Shop.Five());

internal static class Shop
{
    private static readonly int[] s_seed = Environment.GetCommandLineArgs().Select(text => text.Length).ToArray();

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    public static int One() => s_seed.Length;

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    public static int Two() => s_seed.Length * 2;

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    public static int Three() => s_seed.Length * 3;

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    public static int Four() => s_seed.Length * 4;

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    public static int Five() => s_seed.Length * 5;
}
EOF

# count FOLDER runs the program that was published there and counts the named methods of it that the JIT compiled.
count() {
    rm -f "$folder/jit" # the runtime appends
    DOTNET_JitDisasmSummary=1 DOTNET_JitStdOutFile="$folder/jit" "$1/program" > "$folder/out"
    grep -cE 'Shop:(One|Two|Three|Four|Five)\(' "$folder/jit" || true
}

publish() {
    dotnet publish "$folder/shop" -c Release -v quiet "$@" > "$folder/build.log" 2>&1 || { cat "$folder/build.log" >&2; exit 1; }
}

publish -o "$folder/ten" --self-contained false
publish -o "$folder/eleven" --self-contained true -p:RuntimeFrameworkVersion=11.0.0
cp "$folder/ten/program.dll" "$folder/eleven/program.dll" # the very same file on both
{
    echo "on 10: $(count "$folder/ten")"
    echo "on 11: $(count "$folder/eleven")"
} > "$folder/seen"
expect "$folder/seen" << 'EOF'
on 10: 0
on 11: 5
EOF
