Describe 'The module as a package' {
    BeforeAll {
        $root = (Resolve-Path $PSScriptRoot/../..).Path
        $version = (Import-PowerShellDataFile $root/ProxyManager.psd1).ModuleVersion
        $null = dotnet msbuild $root/scripts/build.proj -nologo -v:q -t:ModulePackage
        $package = "$root/out/packages/ProxyManager.$version.nupkg"
        $folder = Join-Path $TestDrive "ProxyManager/$version"
        [IO.Compression.ZipFile]::ExtractToDirectory($package, $folder)
    }

    It 'has the module, the agent and nothing of the tests' {
        "$folder/ProxyManager.psd1", "$folder/agent/linux-x64/pm-agent", "$folder/bin/deps/YamlDotNet.dll", "$folder/LICENSE" | Should -Exist
        Get-ChildItem $folder -Recurse -Include *.pdb, *Tests* | Should -BeNullOrEmpty
    }

    It 'says that it is a module' { "$folder/ProxyManager.nuspec" | Should -FileContentMatch '<tags>PSModule ' }

    It 'is found by its name and works from where it is installed' {
        $before = $env:PSModulePath
        $env:PSModulePath = $TestDrive.ToString() + [IO.Path]::PathSeparator + $before
        try {
            $names = Start-Job {
                Import-Module ProxyManager -RequiredVersion $using:version
                $env:PM_INVENTORY = "$using:root/tests/Pester/Hosts/fleet.yml"
                (Get-PmGateway).Name
                (Get-Module ProxyManager).ModuleBase
            } | Receive-Job -Wait -AutoRemoveJob
            $names | Should -Be ams1, fra1, nyc1, $folder
        }
        finally { $env:PSModulePath = $before }
    }
}
