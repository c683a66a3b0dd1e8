BeforeAll { . $PSScriptRoot/Fleet.ps1 }

Describe 'Get-PmFirewall' {
    BeforeEach { . $PSScriptRoot/Editable.ps1 }

    It 'gives one object a scope, with what it opens' {
        $baseline = Get-PmFirewall a*
        $baseline.Scope, $baseline.Icmp, "$($baseline.Open)" | Should -Be ams1, $true, tcp/22
        Get-PmFirewall nobody* | Should -BeNullOrEmpty
    }
}
