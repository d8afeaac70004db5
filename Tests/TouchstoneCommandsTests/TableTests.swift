import Testing
import TouchstoneCommands

@Suite struct TableTests {
    @Test("columns line up beside East Asian wide characters")
    func wideCharacters() {
        var table = Table(["name", "members"])
        table.append(["古驰", "2"])
        table.append(["verel", "1"])
        #expect(table.text == "name   members\n古驰   2\nverel  1")
    }

    @Test("control and direction characters from outside never reach the terminal")
    func hostileValues() {
        #expect(Table.visible("a\u{1B}[2Jb\u{202E}c\u{200B}") == "a\u{FFFD}[2Jb\u{FFFD}c\u{FFFD}")
    }
}
