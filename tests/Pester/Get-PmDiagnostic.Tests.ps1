BeforeAll { . $PSScriptRoot/Fleet.ps1 }

Describe 'Get-PmDiagnostic' {
    BeforeEach { Clear-Request }

    It 'collects what hosts say, and names known troubles' {
        $diagnostics = Get-PmGateway -Group eu | Get-PmDiagnostic | Sort-Object Host
        $diagnostics.Host | Should -Be ams1, fra1
        $diagnostics[0].System, $diagnostics[0].Agent, $diagnostics[0].State | Should -Be 'debian 12', 0.1.0, InOrder
        $diagnostics[0].Troubles | Should -BeNullOrEmpty
        $diagnostics[0].Sections.Text | Should -Be 'pm-agent.service active'
        $diagnostics[1].Troubles.Code | Should -Be PM3301
        Get-Request | Sort-Object | Should -Be 'differing diagnose', 'ordered diagnose'
    }

    It 'has an object and an error for a host that cannot be read' {
        $diagnostic = Get-PmDiagnostic nyc1 -ErrorAction SilentlyContinue -ErrorVariable problem
        $diagnostic.State | Should -Be Unknown
        $diagnostic.Troubles.Code | Should -Be PM2001
        $problem.FullyQualifiedErrorId | Should -BeLike 'PM2001,*'
    }

    It 'shows the troubles' { Get-PmDiagnostic fra1 | Out-String | Should -Match 'PM3301' }
}
