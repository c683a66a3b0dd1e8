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

    It 'has help with examples for <_>' -ForEach (Import-PowerShellDataFile $PSScriptRoot/../../ProxyManager.psd1).CmdletsToExport {
        $help = Get-Help $_
        $help.Synopsis | Should -Not -BeNullOrEmpty
        $help.Examples.Example.Code | Should -Match $_
    }
}
