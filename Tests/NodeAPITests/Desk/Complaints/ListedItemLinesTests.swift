import GS1
import NodeAPI
import Statements
import Testing

@Suite struct ListedItemLinesTests {
    private static let code = "(01)09520123456788(21)"

    private static func listings(_ names: String...) throws -> [Indicator] {
        try names.map { name in
            name.hasPrefix("s:")
                ? try Indicator(.sellerAccount, parsing: "shop:\(name.dropFirst(2))")
                : try Indicator(.listing, parsing: "shop:\(name)")
        }
    }

    @Test("one listing needs no name; of several each number has one in front")
    func read() throws {
        let one = ListedItemLines("\n  \(Self.code)1 \r\n", of: try Self.listings("7"))
        #expect(one.items.map(\.listing) == [0] && one.refused.isEmpty)
        let several = try Self.listings("7", "8", "s:x")
        let lines = ListedItemLines(
            """
            SHOP:8 \(Self.code)1
            seller-account shop:x\t\(Self.code)2
            shop:8 \(Self.code)1
            shop:7 https://id.gs1.org/01/09520123456788/21/3
            """, of: several)
        #expect(lines.items.map(\.listing) == [1, 2, 0])
        #expect(lines.items.compactMap(\.item.serial?.text) == ["1", "2", "3"])
        #expect(lines.refused.isEmpty)
        let again = ListedItemLines(ListedItemLines.text(lines.items, of: several), of: several)
        #expect(again == lines)
    }

    @Test("what cannot be read is told by its line, and the rest is read")
    func refused() throws {
        let listings = try Self.listings("7", "8")
        let lines = ListedItemLines(
            """
            \(Self.code)1
            shop:9 \(Self.code)1
            shop:7 (01)09520123456788
            shop:7 nonsense
            shop:7 (01)09520123456789(21)1
            shop:7 \(Self.code)1
            """, of: listings)
        #expect(lines.items.count == 1)
        #expect(lines.refused.map(\.line) == [1, 2, 3, 4, 5])
        #expect(lines.refused.allSatisfy { !$0.why.isEmpty && !$0.text.isEmpty })
    }

    @Test("more than a complaint has, and more lines than are looked at, are refused")
    func bounded() throws {
        let listings = try Self.listings("7")
        let all = (0..<ListedItem.itemsMax + 1).map { "\(Self.code)\($0)" }
        let lines = ListedItemLines(all.joined(separator: "\n"), of: listings)
        #expect(lines.items.count == ListedItem.itemsMax)
        #expect(lines.refused.map(\.line) == [ListedItem.itemsMax + 1])
        let long = ListedItemLines(
            String(repeating: "\n", count: ListedItemLines.linesMax) + "\(Self.code)1\nx",
            of: listings)
        #expect(long.items.isEmpty && long.refused.count == 1)
    }
}
