BeforeAll { . $PSScriptRoot/Fleet.ps1 }

Describe 'New-PmService' {
    BeforeEach { . $PSScriptRoot/Editable.ps1 }

    It 'adds a service to the hosts of a pipeline' {
        (Get-PmPeer nas | New-PmService -Name db -Port 5432 -PassThru).To | Should -Be nas/db
        Get-Text | Should -BeLike '*services: { web: { port: 8443 }, ssh: { port: 22 }, db: { port: 5432 } }*'
    }

    It 'has an error for a host that is not there' {
        New-PmService nsa db -Port 5432 -ErrorAction SilentlyContinue -ErrorVariable problem
        "$problem" | Should -BeLike "*did you mean 'nas'*"
    }
}
