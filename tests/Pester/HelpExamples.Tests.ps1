BeforeDiscovery {
    Import-Module $PSScriptRoot/../../out/module/ProxyManager
    $cmdlets = (Import-PowerShellDataFile $PSScriptRoot/../../ProxyManager.psd1).CmdletsToExport
}

BeforeAll {
    . $PSScriptRoot/Fleet.ps1
    $userHome = (Get-PSProvider FileSystem).Home
}

AfterAll { (Get-PSProvider FileSystem).Home = $userHome }

Describe 'The examples of <_>' -ForEach $cmdlets {
    # Each finds what it speaks of: a fleet of prepared hosts that answer, files, a good commit, and ~ that is empty.
    BeforeEach {
        $directory = Join-Path $TestDrive (New-Guid)
        Copy-Item -Recurse $PSScriptRoot/HelpExamples $directory
        $env:PM_INVENTORY = Join-Path $directory fleet.yml
        Copy-Item "$env:PM_KEY.pub" $directory/fleet.key.pub
        $null = New-Item $directory/caddy
        $null = New-Item -ItemType Directory $directory/home
        $null = Initialize-PmHost
        $null = New-PmBundle $directory/bundles
        $env:PM_TEST_GENERATIONS = New-Item -ItemType Directory $directory/generations
        Copy-Item $directory/bundles/ams1.bundle.json $directory/generations/ordered
        (Get-PSProvider FileSystem).Home = Join-Path $directory home
        $good = (Get-PmGeneration ams1)[0].Commit
        Push-Location $directory
    }

    AfterEach {
        Pop-Location
        $env:PM_TEST_GENERATIONS = $null
    }

    It 'runs: <_>' -ForEach @((Get-Help $_).Examples.Example.Code) {
        # What it asks is answered with yes.
        $ConfirmPreference = 'None'
        # An example of a test is about a fleet in order.
        if ($_ -match 'Should') { (Get-Content fleet.yml -Raw) -replace 'root@differing', 'root@ordered' | Set-Content fleet.yml }
        $null = & ([scriptblock]::Create($_)) 2>&1 | ForEach-Object { if ($_ -is [Management.Automation.ErrorRecord]) { throw $_ } }
    }
}
