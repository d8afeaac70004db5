import ArgumentParser
import Testing
import TouchstoneCommands

@Suite struct UnknownSubcommandTests {
    private func found(_ line: String) -> UnknownSubcommand? {
        UnknownSubcommand.find(
            in: line.split(separator: " ").map(String.init), of: TouchstoneCommand.self)?.unknown
    }

    @Test(
        "the word that is no subcommand is told, whatever stands behind it, with the nearest one",
        arguments: [
            ("indikator list --home x", "'indikator'. Did you mean 'indicator'?"),
            ("indicator serch shop --home x", "'serch'. Did you mean 'search'?"),
            ("log lst", "'lst'. Did you mean 'list'?"), ("nonsense", "'nonsense'"),
            ("foo", "'foo'"), ("produkt", "'produkt'. Did you mean 'product'?"),
        ])
    func told(line: String, what: String) throws {
        #expect(found(line).map { "\($0)" } == "there is no subcommand \(what)")
    }

    @Test(
        "what follows a command, an option before one, and what a group does by itself are left alone",
        arguments: [
            "", "indicator", "complaint --home", "indicator add nonsense example.com",
            "--home x indicator list",
            "backup saved --home verel", "help nonsense", "serve nonsense",
        ])
    func leftAlone(line: String) throws {
        #expect(found(line) == nil)
    }
}
