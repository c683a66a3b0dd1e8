BeforeAll { . $PSScriptRoot/Fleet.ps1 }

Describe 'Remove-PmGateway' {
    BeforeEach { . $PSScriptRoot/Editable.ps1 }

    It 'is refused while a route is served by it alone' {
        Remove-PmGateway ams1 -ErrorAction SilentlyContinue -ErrorVariable problem
        "$problem" | Should -BeLike "*route 'git' names gateway 'ams1' in 'on'*input baseline 'ams1' is there for gateway 'ams1'*"
    }

    It 'removes one line' {
        Remove-PmGateway nyc1
        Get-Difference | Should -HaveCount 1
    }
}
