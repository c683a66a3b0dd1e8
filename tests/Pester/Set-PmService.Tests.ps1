BeforeAll { . $PSScriptRoot/Fleet.ps1 }

Describe 'Set-PmService' {
    BeforeEach { . $PSScriptRoot/Editable.ps1 }

    It 'takes of what was <_> only what has changed' -ForEach 'selected', 'JSON' {
        $services = Get-PmService web
        $copies = if ($_ -eq 'JSON') { $services | ConvertTo-Json | ConvertFrom-Json } else { $services | Select-Object * }
        $before = Get-Text
        $copies | Set-PmService
        Get-Text | Should -Be $before
        $copies | ForEach-Object { $_.Port = '9443'; $_ } | Set-PmService
        Get-Text | Should -BeLike '*web: { port: 9443 }, ssh: { port: 22 }*'
    }

    It 'moves a service to another port' {
        (Get-PmService web | Set-PmService -Port 9443 -PassThru).Port | Should -Be 9443
        Get-Text | Should -BeLike '*web: { port: 9443 }, ssh: { port: 22 }*'
    }
}
