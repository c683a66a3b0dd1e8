BeforeAll { . $PSScriptRoot/Fleet.ps1 }

Describe 'Remove-PmFirewallRule' {
    BeforeEach { . $PSScriptRoot/Editable.ps1 }

    It 'closes a port, and leaves the baseline' {
        Get-PmFirewallRule | Remove-PmFirewallRule
        Get-Text | Should -BeLike '*ams1: { open: `[`] } # the office*'
    }

    It 'names what is open instead of guessing another port' {
        Remove-PmFirewallRule ams1 tcp 23 -ErrorAction SilentlyContinue -ErrorVariable problem
        "$problem" | Should -Match "'ams1' has tcp/22$"
    }
}
