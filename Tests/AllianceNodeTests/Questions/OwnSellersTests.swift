import AllianceNode
import Credentials
import Foundation
import Statements
import Testing

/// What the node knows of its own sellers from `own.csv`.
@Suite struct OwnSellersTests {
    /// - Parameter shops: of one length, so that one list is as long as another.
    private static func list(_ shops: String...) -> Data {
        let rows = shops.map { "seller-account,bazario:\($0),ours\n" }.joined()
        return Data("kind,value,whose\ncomplete,bazario,\n\(rows)".utf8)
    }

    /// The same file with other bytes.
    private static func overwrite(_ path: String, _ bytes: Data) throws {
        let handle = try FileHandle(forWritingTo: URL(filePath: path))
        try handle.write(contentsOf: bytes)
        try handle.close()
    }

    private static func date(_ path: String, _ date: Date) throws {
        try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path)
    }

    @Test("the list is read anew when it is written, and not for each question")
    func list() async throws {
        let alliance = try await ErasureAlliance(["own", "other"])
        let node = try OpenedNode(alliance.home("own"))
        let (knowledge, path) = (node.productKnowledge, node.home.ownIdentifiers)
        /// Those of three shops of which the list says that they are none of the member's.
        func unauthorised() throws -> [String] {
            try ["one", "two", "six"].filter { shop in
                try knowledge.isUnauthorised(
                    seller: Indicator(.sellerAccount, parsing: "bazario:\(shop)"),
                    readableBy: node.member, at: node.clock.now())
            }
        }
        #expect(try unauthorised() == [])
        // Written twice within what may be one moment by the file's date.
        try Self.list("one").write(to: URL(filePath: path))
        #expect(try unauthorised() == ["two", "six"])
        try Self.overwrite(path, Self.list("two"))
        #expect(try unauthorised() == ["one", "six"])
        // A file that is by all signs the one that was read is not read: here it is made to look so.
        let before = Date(timeIntervalSince1970: 1_700_000_000)
        try Self.date(path, before)
        #expect(try unauthorised() == ["one", "six"])
        try Self.overwrite(path, Self.list("six"))
        try Self.date(path, before)
        #expect(try unauthorised() == ["one", "six"])
        // Another date, another file, another length.
        try Self.date(path, before.addingTimeInterval(1))
        #expect(try unauthorised() == ["one", "two"])
        try Self.list("one").write(to: URL(filePath: path), options: .atomic)
        try Self.date(path, before.addingTimeInterval(1))
        #expect(try unauthorised() == ["two", "six"])
        try Self.overwrite(path, Self.list("one", "two"))
        try Self.date(path, before.addingTimeInterval(1))
        #expect(try unauthorised() == ["six"])
        // One that cannot be read says nothing, until it can be.
        try Self.overwrite(path, Data("mind".utf8))
        try Self.date(path, before)
        #expect(try unauthorised() == [] && unauthorised() == [])
        try FileManager.default.removeItem(atPath: path)
        #expect(try unauthorised() == [])
        try Self.list("six").write(to: URL(filePath: path))
        #expect(try unauthorised() == ["one", "two"])
        try node.close()
    }
}
