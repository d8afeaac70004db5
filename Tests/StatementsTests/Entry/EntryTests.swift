import Statements
import Testing
import TransparencyLog

@Suite("An entry")
struct EntryTests {
    private let commit = Digest.sha256([1, 2, 3])

    @Test("of a committed kind has the 42 bytes that the format names")
    func layout() throws {
        let entry = Entry(kind: .assertIndicator, issuedAt: 0x0102_0304_0506_0708, commit: commit)
        #expect(entry.bytes == [0x01, 0x01, 1, 2, 3, 4, 5, 6, 7, 8] + commit.bytes)
        #expect(entry.bytes.count == Entry.committedBytes)
        #expect(try Entry(parsing: entry.bytes) == entry)
    }

    @Test("of an open kind carries its body, an empty one too")
    func open() throws {
        for body in [[], [7], [UInt8](repeating: 9, count: Entry.bodyBytesMax)] {
            let entry = try Entry(kind: .retract, issuedAt: 5, openBody: body)
            #expect(try Entry(parsing: entry.bytes) == entry)
            #expect(entry.body == .open(body))
        }
    }

    @Test("of a kind that is not known here parses, committed or open")
    func unknownKinds() throws {
        let committed = Entry(kind: EntryKind(rawValue: 0x7f), issuedAt: 1, commit: commit)
        #expect(try Entry(parsing: committed.bytes).body == .commit(commit))
        let open = try Entry(kind: EntryKind(rawValue: 0xff), issuedAt: 1, openBody: [1])
        #expect(try Entry(parsing: open.bytes).body == .open([1]))
    }

    @Test("of any other length is refused, one byte on either side")
    func lengths() throws {
        let bytes = Entry(kind: .dispute, issuedAt: 1, commit: commit).bytes
        for wrong in [Array(bytes.dropLast()), bytes + [0], Array(bytes.prefix(9)), []] {
            #expect { try Entry(parsing: wrong) } throws: {
                ($0 as? StatementError)?.keyword == "entry-length"
            }
        }
        let tooLong = [UInt8](repeating: 0, count: Entry.bodyBytesMax + 1)
        #expect { try Entry(kind: .retract, issuedAt: 1, openBody: tooLong) } throws: {
            ($0 as? StatementError)?.keyword == "entry-length"
        }
        let head = try Entry(kind: .retract, issuedAt: 1, openBody: []).bytes
        #expect { try Entry(parsing: head + tooLong) } throws: {
            ($0 as? StatementError)?.keyword == "entry-length"
        }
    }

    @Test("of another version is refused, and says which")
    func version() {
        var bytes = Entry(kind: .dispute, issuedAt: 1, commit: commit).bytes
        bytes[0] = 2
        #expect(throws: StatementError.entryVersion(found: 2)) { try Entry(parsing: bytes) }
    }

    @Test("names the kinds it knows, and numbers the others")
    func kindNames() {
        #expect(EntryKind.assertIndicator.description == "assertIndicator")
        #expect(EntryKind.retract.isOpen)
        #expect(!EntryKind(rawValue: 0x7f).isOpen)
        #expect(EntryKind(rawValue: 0x16).description == "kind-0x16")
        let names = Set((0...255).map { EntryKind(rawValue: UInt8($0)).description })
        #expect(names.count == 256)
    }
}
