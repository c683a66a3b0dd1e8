BeforeAll { . $PSScriptRoot/Fleet.ps1 }

Describe 'New-PmFirewallRule' {
    BeforeEach { . $PSScriptRoot/Editable.ps1 }

    It 'adds a port to a baseline, and makes the baseline of another' {
        New-PmFirewallRule ams1 udp 60000-61000 -From 192.0.2.0/24
        New-PmFirewallRule eu tcp 22
        Get-Text | Should -BeLike '*ams1: { open: `[{ tcp: 22, from: `[198.51.100.0/24`] }, { udp: 60000-61000, from: `[192.0.2.0/24`] }`] } # the office*eu: { open: `[{ tcp: 22 }`] }*'
    }

    It 'adds several ports to several baselines, as one edit, and Remove-PmFirewallRule takes them away' {
        New-PmFirewallRule ams1, eu tcp 80, 443
        (Get-PmFirewallRule | Where-Object Port -in 80, 443).Scope | Should -Be ams1, ams1, eu, eu
        Remove-PmFirewallRule ams1, eu tcp 80, 443
        (Get-PmFirewallRule).Port | Should -Be 22
    }

    It 'fails for a port that is open already' {
        New-PmFirewallRule ams1 tcp 22 -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem.FullyQualifiedErrorId | Should -BeLike 'PM1042,*'
    }

    It 'says what the first rule of a scope closes, also under -WhatIf' {
        New-PmFirewallRule all tcp 9100 -WarningVariable warnings 3>$null
        ($warnings -like '*PM1046*').Count | Should -Be 2
        "$warnings" | Should -Match 'fra1 gets a firewall'
        $before = Get-Text
        New-PmFirewallRule fra1 udp 161 -WhatIf -WarningVariable warnings 3>$null
        "$warnings" | Should -Match 'PM1046: fra1 has rules of its own now, in place of those of a wider scope: tcp/9100 will be closed'
        Get-Text | Should -BeExactly $before
        New-PmFirewallRule all udp 123 -WarningVariable warnings 3>$null
        "$warnings" | Should -Not -Match PM1046
    }
}
