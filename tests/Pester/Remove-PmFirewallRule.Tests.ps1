BeforeAll { . $PSScriptRoot/Fleet.ps1 }

Describe 'Remove-PmFirewallRule' {
    BeforeEach { . $PSScriptRoot/Editable.ps1 }

    It 'closes a port, and leaves the baseline' {
        Get-PmFirewallRule | Remove-PmFirewallRule
        Get-Text | Should -BeLike '*ams1: { open: `[`] } # the office*'
    }
}
