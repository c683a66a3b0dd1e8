BeforeAll { . $PSScriptRoot/Fleet.ps1 }

Describe 'Confirm-PmReconcile' {
    BeforeEach { Clear-Request }

    It 'keeps what -ManualConfirm left waiting' {
        $waiting = Invoke-PmReconcile fra1 -Force -ManualConfirm
        $waiting.State | Should -Be AwaitingConfirmation
        $waiting.ConfirmUntil | Should -BeGreaterThan ([DateTimeOffset]::UtcNow)
        $kept = $waiting | Confirm-PmReconcile
        $kept.Verdict, $kept.State | Should -Be Applied, InOrder
        Get-Request | Should -Be 'differing apply', 'differing pending', 'differing confirm'
    }

    It 'has nothing to do for a host where nothing waits' { (Confirm-PmReconcile ams1).Verdict | Should -Be InOrder }

    It 'asks no host under -WhatIf' {
        Confirm-PmReconcile -WhatIf | Should -BeNullOrEmpty
        Get-Request | Should -BeNullOrEmpty
    }
}
