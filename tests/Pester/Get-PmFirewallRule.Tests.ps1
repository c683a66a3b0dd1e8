BeforeAll { . $PSScriptRoot/Fleet.ps1 }

Describe 'Get-PmFirewallRule' {
    BeforeEach { . $PSScriptRoot/Editable.ps1 }

    It 'gives one object a scope, protocol and port' {
        $rule = Get-PmFirewallRule a*
        $rule.Scope, $rule.Protocol, $rule.Port, "$($rule.From)" | Should -Be ams1, tcp, 22, 198.51.100.0/24
        Get-PmFirewallRule nobody* | Should -BeNullOrEmpty
    }

    It 'takes the rules of a baseline, and a rule for itself' {
        New-PmFirewallRule ams1 udp 53
        (Get-PmFirewall ams1 | Get-PmFirewallRule).Port | Should -Be 22, 53
        (Get-PmFirewallRule -Protocol udp | Get-PmFirewallRule).Port | Should -Be 53
        (Get-PmFirewallRule -Port 22 | Get-PmFirewall).Scope | Should -Be ams1
    }
}
