BeforeAll { . $PSScriptRoot/Fleet.ps1 }

Describe 'Set-PmService' {
    BeforeEach { . $PSScriptRoot/Editable.ps1 }

    It 'moves a service to another port' {
        (Get-PmService web | Set-PmService -Port 9443 -PassThru).Port | Should -Be 9443
        Get-Text | Should -BeLike '*web: { port: 9443 }, ssh: { port: 22 }*'
    }
}
