BeforeAll { . $PSScriptRoot/Fleet.ps1 }

Describe 'Resume-PmReconcile' {
    BeforeEach { Clear-Request }

    It 'ends a pause, and says whose it was' {
        $outcome = Resume-PmReconcile ams1
        $outcome.Verdict | Should -Be Applied
        $outcome.Done | Should -BeLike 'the pause of * is over: *'
    }

    It 'takes the hosts that are paused from their status' {
        Get-PmStatus ams1 | Where-Object Pause | Resume-PmReconcile | Should -BeNullOrEmpty
        Get-Request | Should -Be 'ordered status'
    }
}
