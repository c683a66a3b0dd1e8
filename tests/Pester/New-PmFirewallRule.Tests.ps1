BeforeAll { . $PSScriptRoot/Fleet.ps1 }

Describe 'New-PmFirewallRule' {
    BeforeEach { . $PSScriptRoot/Editable.ps1 }

    It 'adds a port to a baseline, and makes the baseline of another' {
        New-PmFirewallRule ams1 udp 60000-61000 -From 192.0.2.0/24
        New-PmFirewallRule eu tcp 22
        Get-Text | Should -BeLike '*ams1: { open: `[{ tcp: 22, from: `[198.51.100.0/24`] }, { udp: 60000-61000, from: `[192.0.2.0/24`] }`] } # the office*eu: { open: `[{ tcp: 22 }`] }*'
    }

    It 'fails for a port that is open already' {
        New-PmFirewallRule ams1 tcp 22 -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem.FullyQualifiedErrorId | Should -BeLike 'PM1042,*'
    }
}
