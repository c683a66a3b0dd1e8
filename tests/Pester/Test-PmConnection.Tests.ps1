BeforeAll {
    . $PSScriptRoot/Fleet.ps1
    $env:PM_INVENTORY = Join-Path $TestDrive fleet.yml
    Set-InsideFleet $env:PM_INVENTORY @'
  dns: { udp: 5353, to: nas/dns, on: [ams1, fra1] }
  other: { udp: 5354, to: nas/dns, on: nyc1 }
'@
}

Describe 'Test-PmConnection' {
    BeforeEach { Clear-Request }

    It 'walks each route through each of its gateways, and says where it breaks' {
        $connections = Test-PmConnection dns
        $connections.Host | Should -Be ams1, fra1
        $connections.Works | Should -Be $true, $false
        $connections[0].Steps.Name | Should -Be name, port, tunnel, handshake, mtu, service
        $connections[1].BreaksAt, $connections[1].Reason | Should -Be handshake, 'nas has never shaken hands with fra1'
        $connections[1].Advice | Should -Match 'reaches 127.0.0.1:51821 by UDP'
    }

    It 'takes routes from the pipeline and asks each gateway once' {
        (Get-PmRoute dns | Test-PmConnection -Limit ams1).Works | Should -BeTrue
        Get-Request | Should -Be 'ordered probe'
    }

    It 'has an object and an error where a gateway cannot be asked' {
        $connection = Test-PmConnection other -ErrorAction SilentlyContinue -ErrorVariable problem
        $connection.Works | Should -BeFalse
        ($connection.Steps | Where-Object Name -eq tunnel).Outcome | Should -Be Unknown
        $problem.FullyQualifiedErrorId | Should -BeLike 'PM2001,*'
    }

    It 'ends with an error for a name that no route has' {
        { Test-PmConnection dsn } | Should -Throw -ErrorId 'PM2111,*' -PassThru | ForEach-Object ErrorDetails | Should -BeLike "*did you mean 'dns'?*"
        Get-Request | Should -BeNullOrEmpty
    }

    It 'shows a table' { Test-PmConnection dns | Out-String | Should -Match 'fra1\s+dns\s+nas/dns\s+.*handshake' }
}
