# shellcheck shell=bash
# Sourced by the scripts of this folder: projects in a temporary folder, with pinned public packages and nothing of this repository.
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false DOTNET_CLI_UI_LANGUAGE=en

# project NAME ID@VERSION… reads the program from standard input; $properties may hold further properties of the project.
properties=""
project() {
    local name=$1 packages=""
    shift
    for package in "$@"; do
        packages+="<PackageReference Include=\"${package%@*}\" Version=\"${package#*@}\" />"
    done
    mkdir -p "$folder/$name"
    cat > "$folder/$name/Program.cs"
    cat > "$folder/$name/$name.csproj" << EOF
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <Nullable>enable</Nullable>
    <ImplicitUsings>enable</ImplicitUsings>
    <AssemblyName>program</AssemblyName>
    <NuGetAudit>false</NuGetAudit>
    $properties
  </PropertyGroup>
  <ItemGroup>$packages</ItemGroup>
</Project>
EOF
}

# run NAME builds and runs it, and prints what it prints and its exit code.
run() {
    local name=$1 code=0
    dotnet build "$folder/$name" -v quiet -o "$folder/$name/out" > "$folder/build.log" 2>&1 || { cat "$folder/build.log" >&2; exit 1; }
    dotnet "$folder/$name/out/program.dll" 2> "$folder/$name/errors" || code=$?
    echo "exit code $code"
}

# expect FILE compares it with standard input.
expect() {
    if diff -u - "$1"; then
        echo "as described"
    else
        echo "the behaviour is another one than described" >&2
        exit 1
    fi
}
