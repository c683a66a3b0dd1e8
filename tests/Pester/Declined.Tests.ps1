BeforeAll {
    . $PSScriptRoot/Fleet.ps1

    # Runs a script in a PowerShell of its own, whose user answers every question with no.
    function Invoke-Declined([string] $Script) {
        $module = (Get-Module ProxyManager).ModuleBase
        'N' , 'N', 'N' | pwsh -NoProfile -Command "Import-Module '$module'; $Script" 2>&1 | Out-String
    }
}

Describe 'A question that is answered with no' {
    BeforeEach {
        . $PSScriptRoot/Editable.ps1
        Clear-Request
    }

    It 'leaves hosts as they are: Invoke-PmReconcile' {
        Invoke-Declined 'Invoke-PmReconcile eu' | Should -Match 'Apply update nftables'
        Get-Request | Sort-Object | Should -Be 'differing plan', 'ordered plan'
    }

    It 'asks no host: <_>' -ForEach 'Undo-PmReconcile fra1', 'Remove-PmHost fra1', 'Confirm-PmReconcile fra1 -Confirm', 'Suspend-PmReconcile fra1 -For 1:0 -Why x -Confirm', 'Initialize-PmHost fra1 -Confirm' {
        Invoke-Declined $_ | Should -Match 'acme/fra1'
        Get-Request | Should -BeNullOrEmpty
    }

    It 'leaves every byte of the inventory as it is: <_>' -ForEach 'Remove-PmPeer nas -Cascade -Confirm', 'Set-PmPeer nas -Owner ana -Confirm', 'New-PmService nas smb -Port 445 -Confirm' {
        Invoke-Declined $_ | Should -Match 'acme/nas'
        Get-Text | Should -BeExactly $text
    }
}
