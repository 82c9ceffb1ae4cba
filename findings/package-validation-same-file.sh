#!/usr/bin/env bash
# Package validation of .NET SDK 10.0.4xx: a file differs from itself when it is packed for a framework that the SDK does not know.
#
# A package may hold one assembly twice, for example as lib/net10.0 and as runtimes/linux-x64/lib/net11.0 (there with native code for
# that runtime). EnablePackageValidation compares the two. For net11.0 it has no reference assemblies and goes on without any: the base
# types of everything are unknown, members that exist in both are not found, and it reports CP0002, "exists on … but not on …", for
# the very same bytes. What is missing is the reference, which the messages do not say.
#
# Output seen (.NET SDK 10.0.401):
#   pack failed
#   the files are the same
#   CP0002: Member 'Shop.State.Closed' exists on lib/net10.0/shop.dll but not on runtimes/linux-x64/lib/net11.0/shop.dll
set -euo pipefail
source "$(dirname "$0")/lib.sh"

mkdir -p "$folder/shop"
cat > "$folder/shop/State.cs" << 'EOF'
namespace Shop;

public enum State { Open, Closed }
EOF
cat > "$folder/shop/shop.csproj" << 'EOF'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <EnablePackageValidation>true</EnablePackageValidation>
    <TargetsForTfmSpecificContentInPackage>$(TargetsForTfmSpecificContentInPackage);AddAgain</TargetsForTfmSpecificContentInPackage>
  </PropertyGroup>
  <Target Name="AddAgain">
    <ItemGroup>
      <TfmSpecificPackageFile Include="@(IntermediateAssembly->'%(FullPath)')" PackagePath="runtimes/linux-x64/lib/net11.0" />
    </ItemGroup>
  </Target>
</Project>
EOF

{
    if dotnet pack "$folder/shop" -v quiet -o "$folder/feed" > "$folder/pack.log" 2>&1; then echo "pack succeeded"; else echo "pack failed"; fi
    unzip -q "$folder"/feed/*.nupkg -d "$folder/content"
    cmp "$folder/content/lib/net10.0/shop.dll" "$folder/content/runtimes/linux-x64/lib/net11.0/shop.dll" && echo "the files are the same"
    grep -o "CP0002: .*State.Closed' .* \[" "$folder/pack.log" | head -1 | sed 's/ \[$//'
} > "$folder/seen"
expect "$folder/seen" << 'EOF'
pack failed
the files are the same
CP0002: Member 'Shop.State.Closed' exists on lib/net10.0/shop.dll but not on runtimes/linux-x64/lib/net11.0/shop.dll
EOF
