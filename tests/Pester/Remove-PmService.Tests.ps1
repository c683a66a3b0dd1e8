BeforeAll { . $PSScriptRoot/Fleet.ps1 }

Describe 'Remove-PmService' {
    BeforeEach { . $PSScriptRoot/Editable.ps1 }

    It 'is refused while a route leads to it, and takes that with -Cascade' {
        Get-PmService ssh | Remove-PmService -ErrorAction SilentlyContinue -ErrorVariable problem
        "$problem" | Should -BeLike "*route 'git' names service 'nas/ssh'*"
        Remove-PmService nas ssh -Cascade
        Get-PmRoute git -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        Get-Text | Should -BeLike '*services: { web: { port: 8443 } }*'
    }

    It 'says that the host is missing, or its services' {
        Remove-PmService nope web -ErrorAction SilentlyContinue -ErrorVariable problem
        "$problem" | Should -BeLike "*there is no host 'nope'*"
        Remove-PmService ams1 web -ErrorAction SilentlyContinue -ErrorVariable problem
        "$problem" | Should -BeLike "*'ams1' has no service*"
    }
}
