BeforeAll { . $PSScriptRoot/Fleet.ps1 }

Describe 'ProxyManager' {
    It 'exports what its manifest names, after a second import too' {
        $names = (Import-PowerShellDataFile $PSScriptRoot/../../ProxyManager.psd1).CmdletsToExport
        Import-Module $PSScriptRoot/../../out/module/ProxyManager -Force
        (Get-Command -Module ProxyManager).Name | Sort-Object | Should -Be ($names | Sort-Object)
    }

    It 'goes away when it is removed, and comes back' {
        Remove-Module ProxyManager
        Get-Command -Module ProxyManager | Should -BeNullOrEmpty
        Import-Module $PSScriptRoot/../../out/module/ProxyManager
        Get-PmPeer nas | Should -HaveCount 1
    }

    It 'says what to do where it has not been built' {
        { Import-Module $PSScriptRoot/../../ProxyManager.psd1 -ErrorAction Stop } | Should -Throw '*has not been built*scripts/build.sh*'
        Import-Module $PSScriptRoot/../../out/module/ProxyManager
    }

    It 'keeps third-party packages out of the default context' {
        $null = Get-PmPeer
        [Runtime.Loader.AssemblyLoadContext]::Default.Assemblies.GetName().Name | Should -Not -Contain 'YamlDotNet'
        [AppDomain]::CurrentDomain.GetAssemblies().GetName().Name | Should -Contain 'YamlDotNet'
    }

    It 'works in one process with another version of a package that it uses, <_>' -ForEach 'loaded before it', 'loaded after it' {
        # As modules do that bring their own: an assembly of the same name, in the default context.
        $other = Join-Path $TestDrive "$(New-Guid)/YamlDotNet.dll"
        $null = New-Item -ItemType Directory (Split-Path $other)
        Add-Type -OutputAssembly $other -TypeDefinition '
            [assembly: System.Reflection.AssemblyVersion("1.2.3.4")]
            namespace YamlDotNet.RepresentationModel { public sealed class YamlStream { public string Whose => "theirs"; } }'
        $answers = pwsh -NoProfile -NonInteractive -Command {
            param($module, $other, $before)
            if ($before) { Import-Module $other }
            Import-Module $module
            (Get-PmPeer nas).Name
            if (-not $before) { Import-Module $other }
            [YamlDotNet.RepresentationModel.YamlStream]::new().Whose
            (Get-PmPeer nas).Name
        } -args (Get-Module ProxyManager).ModuleBase, $other, ($_ -eq 'loaded before it')
        $answers | Should -Be nas, theirs, nas
    }

    It 'works beside powershell-yaml, <_>' -Skip:(-not (Get-Module -ListAvailable powershell-yaml)) -ForEach 'loaded before it', 'loaded after it' {
        $answers = pwsh -NoProfile -NonInteractive -Command {
            param($module, $before)
            if ($before) { Import-Module powershell-yaml }
            Import-Module $module
            (Get-PmPeer nas).Name
            Import-Module powershell-yaml
            (ConvertFrom-Yaml 'a: [1, { b: c }]').a[1].b
            (Get-PmRoute git).Name
        } -args (Get-Module ProxyManager).ModuleBase, ($_ -eq 'loaded before it')
        $answers | Should -Be nas, c, git
    }

    It 'has help with examples for <_>' -ForEach (Import-PowerShellDataFile $PSScriptRoot/../../ProxyManager.psd1).CmdletsToExport {
        $help = Get-Help $_
        $help.Synopsis | Should -Not -BeNullOrEmpty
        $help.Examples.Example.Code | Should -Match $_
    }

    It 'has a topic about itself, whose cmdlets are there' {
        $topic = Get-Help about_ProxyManager | Out-String
        $topic | Should -Match 'Publishes services behind NAT'
        $named = [regex]::Matches($topic, '[A-Z][a-z]+-Pm[A-Za-z]+').Value | Sort-Object -Unique
        $named | Should -BeIn (Get-Command -Module ProxyManager).Name
    }
}
