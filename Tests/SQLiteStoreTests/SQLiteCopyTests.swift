import AllianceNames
import SQLiteStore
import Testing
import TransparencyLog

@Suite("Copies of databases")
struct SQLiteCopyTests {
    @Test("one takes the place of what a database holds while others have that open")
    func replaced() throws {
        let folder = try TemporaryFolder()
        let brand = MemberID(unchecked: "brand")
        let (path, other, copy) = (
            folder.file("a.sqlite"), folder.file("b.sqlite"), folder.file("copy.sqlite")
        )
        func fill(_ path: String, _ numbers: ClosedRange<UInt8>) throws -> SQLiteEvidenceIndex {
            let index = try SQLiteEvidenceIndex(path: path)
            for number in numbers {
                #expect(
                    try index.reserve(
                        .sha256([number]), bytes: 10, for: brand, isNamed: true, now: 1,
                        limits: (.max, .max)))
            }
            return index
        }
        let open = try fill(path, 1...200)
        let source = try fill(other, 100...103)
        try SQLiteCopy.make(of: other, at: copy)
        #expect(try open.room(of: brand) == 2_000)
        try SQLiteCopy.replace(path, by: copy)
        #expect(try open.room(of: brand) == 40)
        #expect(
            try open.withoutRoom([.sha256([99]), .sha256([101])]) == [.sha256([99])])
        // It goes on from there.
        #expect(try open.forget(.sha256([101])))
        try open.close()
        #expect(try SQLiteCopy.damage(in: path) == nil)
        let again = try SQLiteEvidenceIndex(path: path)
        #expect(try again.room(of: brand) == 30)
        try again.close()
        #expect(try source.room(of: brand) == 40)
        try source.close()
    }
}
