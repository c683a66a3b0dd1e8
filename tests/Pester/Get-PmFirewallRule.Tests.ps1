BeforeAll { . $PSScriptRoot/Fleet.ps1 }

Describe 'Get-PmFirewallRule' {
    BeforeEach { . $PSScriptRoot/Editable.ps1 }

    It 'gives one object a scope, protocol and port' {
        $rule = Get-PmFirewallRule a*
        $rule.Scope, $rule.Protocol, $rule.Port, "$($rule.From)" | Should -Be ams1, tcp, 22, 198.51.100.0/24
        Get-PmFirewallRule nobody | Should -BeNullOrEmpty
    }
}
