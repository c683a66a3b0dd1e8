BeforeAll { . $PSScriptRoot/Fleet.ps1 }

Describe 'Set-PmFirewallRule' {
    BeforeEach { . $PSScriptRoot/Editable.ps1 }

    It 'sets networks of rules from the pipeline' {
        (Get-PmFirewallRule | Set-PmFirewallRule -From 192.0.2.0/24 -PassThru).From | Should -Be 192.0.2.0/24
        Get-Difference | Should -Be '+  ams1: { open: [{ tcp: 22, from: [192.0.2.0/24] }] } # the office', '-  ams1: { open: [{ tcp: 22, from: [198.51.100.0/24] }] } # the office'
    }
}
