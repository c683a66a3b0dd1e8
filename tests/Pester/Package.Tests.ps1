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

    It 'says of itself what the manifest says, as Publish-PSResource would, and by which commands it is found' {
        $manifest = Import-PowerShellDataFile $root/ProxyManager.psd1
        $metadata = ([xml](Get-Content -Raw "$folder/ProxyManager.nuspec")).package.metadata
        $metadata.id, $metadata.version, $metadata.authors, $metadata.owners | Should -Be ProxyManager, $manifest.ModuleVersion, $manifest.Author, $manifest.CompanyName
        $metadata.description, $metadata.copyright, $metadata.releaseNotes | Should -Be $manifest.Description, $manifest.Copyright, $manifest.PrivateData.PSData.ReleaseNotes
        $metadata.dependencies | Should -BeNullOrEmpty
        $tags = $metadata.tags -split ' '
        $tags[0] | Should -Be PSModule
        $tags | Where-Object { $_ -notin 'PSModule', 'PSIncludes_Cmdlet' -and $_ -notmatch '^PS(Cmdlet|Command)_' } | Sort-Object | Should -Be ($manifest.PrivateData.PSData.Tags | Sort-Object)
        $tags -match '^PSCmdlet_' -replace '^PSCmdlet_' | Should -Be $manifest.CmdletsToExport
        $tags -match '^PSCommand_' -replace '^PSCommand_' | Should -Be $manifest.CmdletsToExport
    }

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

    It 'is published to a repository by <_>, and installed from it' -Skip:(-not (Get-Module -ListAvailable Microsoft.PowerShell.PSResourceGet)) -ForEach 'Publish-PSResource', 'Build.ps1' {
        # Repositories and modules are a user's: here those of one who has none yet.
        $userHome, $data = $env:HOME, $env:XDG_DATA_HOME
        $env:HOME = Join-Path $TestDrive "home-$_"
        $env:XDG_DATA_HOME = (New-Item -ItemType Directory "$env:HOME/.local/share").FullName
        try {
            $installed = pwsh -NoProfile -NonInteractive -Command {
                param($get, $root, $package, $repository, $by)
                $ErrorActionPreference = 'Stop'
                Import-Module $get
                $null = New-Item -ItemType Directory $repository
                Register-PSResourceRepository -Name local -Uri $repository -Trusted
                if ($by -eq 'Publish-PSResource') { Publish-PSResource -Path $root/out/module/ProxyManager -Repository local }
                else { Copy-Item $package $repository }
                Install-PSResource ProxyManager -Repository local
                Import-Module ProxyManager
                Get-Command -Module ProxyManager | Measure-Object | ForEach-Object Count
                (Get-Module ProxyManager).ModuleBase
            } -args (Get-Module -ListAvailable Microsoft.PowerShell.PSResourceGet)[0].Path, $root, $package, (Join-Path $TestDrive "repository-$_"), $_
        }
        finally { $env:HOME, $env:XDG_DATA_HOME = $userHome, $data }
        $installed | Should -Be (Import-PowerShellDataFile $root/ProxyManager.psd1).CmdletsToExport.Count, "$TestDrive/home-$_/.local/share/powershell/Modules/ProxyManager/$version"
        $files = foreach ($place in $installed[1], "$root/out/module/ProxyManager") {
            , @(Get-ChildItem $place -Recurse -File | Where-Object Name -ne PSGetModuleInfo.xml | Sort-Object FullName | ForEach-Object { "$([IO.Path]::GetRelativePath($place, $_)) $((Get-FileHash $_).Hash)" })
        }
        $files[0] | Should -Be $files[1]
    }
}
