import AllianceNames
import GRDB
import SQLiteStore
import Statements
import Testing
import TransparencyLog

@Suite("The index of evidence")
struct SQLiteEvidenceIndexTests {
    private static let wait: (first: UInt64, longest: UInt64) = (30, 100)
    private static let limits: (ofOne: UInt64, ofAll: UInt64) = (100, 150)
    private let folder: TemporaryFolder
    private let index: SQLiteEvidenceIndex
    private let log: LogOrigin
    private let brand = MemberID(unchecked: "brand")

    init() throws {
        folder = try TemporaryFolder()
        index = try SQLiteEvidenceIndex(path: folder.file("evidence.sqlite"))
        log = try LogOrigin(parsing: "test.example/desk-brand/brand/e1")
    }

    private func file(_ number: UInt8, at entry: UInt64) -> NamedFile {
        NamedFile(
            entry: EntryReference(origin: log, index: entry), digest: .sha256([number]),
            mediaType: "image/png", byteCount: UInt64(number))
    }

    @Test("what a log names is taken up once, in order, and found again after a restart")
    func names() throws {
        let named = [file(1, at: 3), file(2, at: 3), file(1, at: 9)]
        #expect(try index.add(named, of: log, from: 0, to: 10, now: 5))
        #expect(try !index.add([file(7, at: 0)], of: log, from: 0, to: 10, now: 5))
        #expect(try index.names(of: .sha256([1])) == [named[0], named[2]])
        #expect(try index.names(of: .sha256([7])).isEmpty)
        try index.close()
        let again = try SQLiteEvidenceIndex(path: folder.file("evidence.sqlite"))
        #expect(try again.reached() == [log: 10])
        #expect(try again.names(of: .sha256([1])) == [named[0], named[2]])
        try again.close()
    }

    @Test("what is missing is due, later after each failure, and never again once it is settled")
    func due() throws {
        let named = file(1, at: 0)
        _ = try index.add([named], of: log, from: 0, to: 1, now: 5)
        #expect(try index.due(now: 4, limit: 9).isEmpty)
        #expect(try index.due(now: 5, limit: 9) == [named])
        for (now, next) in [(5, 35), (35, 95), (95, 195), (195, 295)] as [(UInt64, UInt64)] {
            try index.postpone(named, now: now, wait: Self.wait)
            #expect(try index.due(now: next - 1, limit: 9).isEmpty)
            #expect(try index.due(now: next, limit: 9) == [named])
        }
        try index.settle(named)
        try index.postpone(named, now: 300, wait: Self.wait)
        #expect(try index.due(now: .max / 2, limit: 9).isEmpty)
        try index.isMissing(named.digest, now: 400)
        #expect(try index.due(now: 400, limit: 9) == [named])
    }

    @Test("what is due of some logs is left out, however much of it stands before the others'")
    func dueOfOthers() throws {
        let other = try LogOrigin(parsing: "test.example/desk-brand/rival/e1")
        _ = try index.add(
            (1...20).map { file($0, at: 0) }, of: log, from: 0, to: 1, now: 5)
        let late = NamedFile(
            entry: EntryReference(origin: other, index: 0), digest: .sha256([50]),
            mediaType: "image/png", byteCount: 50)
        _ = try index.add([late], of: other, from: 0, to: 1, now: 6)
        #expect(try !index.due(now: 9, limit: 9).contains(late))
        #expect(try index.due(now: 9, limit: 9, butOf: [log]) == [late])
        #expect(try index.due(now: 9, limit: 9, butOf: [log, other]).isEmpty)
    }

    @Test("what is missing of a log is found by digest, page after page, whenever it is due")
    func missing() throws {
        let other = try LogOrigin(parsing: "test.example/desk-brand/rival/e1")
        let named = [file(1, at: 3), file(2, at: 3), file(1, at: 9), file(3, at: 4)]
            .sorted { ($0.digest, $0.entry.index) < ($1.digest, $1.entry.index) }
        _ = try index.add(named, of: log, from: 0, to: 10, now: 5)
        #expect(try index.missing(of: log, after: nil, limit: 9) == named)
        var (found, last): ([NamedFile], (digest: Digest, entry: UInt64)?) = ([], nil)
        while let next = try index.missing(of: log, after: last, limit: 1).first {
            found.append(next)
            last = (next.digest, next.entry.index)
        }
        #expect(found == named)
        let behind = named.filter { $0.digest > named[0].digest }
        #expect(try index.missing(of: log, after: (named[0].digest, .max), limit: 9) == behind)
        #expect(try index.missing(of: other, after: nil, limit: 9).isEmpty)
        #expect(try index.missing(.sha256([1]), of: log, limit: 9).map(\.entry.index) == [3, 9])
        #expect(try index.missing(.sha256([1]), of: other, limit: 9).isEmpty)
        try index.postpone(named[0], now: 5, wait: Self.wait)
        #expect(try index.missing(of: log, after: nil, limit: 9) == named)
        try index.settle(named[0])
        #expect(try index.missing(of: log, after: nil, limit: 9) == Array(named.dropFirst()))
    }

    @Test("files that are found get room, whoever names them and however little there is")
    func adopted() throws {
        let rival = MemberID(unchecked: "rival")
        let files = (1...5).map {
            SQLiteEvidenceIndex.FoundFile(digest: .sha256([$0]), bytes: UInt64($0) * 100)
        }
        _ = try index.add([file(1, at: 0), file(2, at: 1)], of: log, from: 0, to: 2, now: 5)
        #expect(
            try index.reserve(
                files[0].digest, bytes: 100, for: rival, isNamed: true, now: 7,
                limits: (.max, .max)))
        let unknown = try index.withoutRoom(files.map(\.digest))
        #expect(unknown == files.dropFirst().map(\.digest))
        for _ in 1...2 { try index.adopt(files, for: rival, unnamedSince: 9) }
        #expect(try index.room(of: brand) == 200)
        #expect(try index.room(of: rival) == 100 + 300 + 400 + 500)
        #expect(try index.withoutRoom(files.map(\.digest)).isEmpty)
        #expect(
            try Set(index.unnamed(since: 9, limit: 9)) == Set(files.dropFirst(2).map(\.digest)))
        #expect(try index.unnamed(since: 8, limit: 9).isEmpty)
        // In pages, each name once.
        _ = try index.add([file(2, at: 2), file(5, at: 3)], of: log, from: 2, to: 4, now: 5)
        var (names, last): ([Digest], Digest?) = ([], nil)
        while let next = try index.named(after: last, limit: 1).first {
            names.append(next)
            last = next
        }
        #expect(names == [1, 2, 5].map { .sha256([$0]) }.sorted())
        #expect(try index.isNamed(files[4].digest) && !index.isNamed(files[3].digest))
        #expect(try Set(index.unnamed(since: 9, limit: 9)) == Set(files[2..<4].map(\.digest)))
    }

    @Test("a file of the version before is brought up, with what it says")
    func upgraded() throws {
        let named = file(1, at: 3)
        _ = try index.add([named], of: log, from: 0, to: 10, now: 5)
        try index.close()
        let path = folder.file("evidence.sqlite")
        let queue = try DatabaseQueue(path: path)
        try queue.write { db in
            try db.execute(sql: "DROP INDEX namedMissing; PRAGMA user_version = 1")
        }
        try queue.close()
        let again = try SQLiteEvidenceIndex(path: path)
        #expect(try again.missing(of: log, after: nil, limit: 9) == [named])
        #expect(try again.reached() == [log: 10])
        try again.close()
        let indexes = try DatabaseQueue(path: path).read { db in
            try String.fetchAll(
                db, sql: "SELECT name FROM sqlite_master WHERE name = 'namedMissing'")
        }
        #expect(indexes == ["namedMissing"])
    }

    private func reserve(_ number: UInt8, _ bytes: UInt64, for member: MemberID) throws -> Bool {
        try index.reserve(
            .sha256([number]), bytes: bytes, for: member, isNamed: false, now: 7,
            limits: Self.limits)
    }

    @Test("room is counted for each member and for all, and given back")
    func room() throws {
        let rival = MemberID(unchecked: "rival")
        #expect(try reserve(1, 90, for: brand))
        #expect(try reserve(1, 90, for: brand), "it has room already")
        #expect(try index.room(of: brand) == 90)
        #expect(try !index.isRoom(for: 11, of: brand, limits: Self.limits))
        #expect(try index.isRoom(for: 10, of: brand, limits: Self.limits))
        #expect(try !index.isRoom(for: 61, of: rival, limits: Self.limits), "of all")
        #expect(try !reserve(2, 11, for: brand))
        #expect(try reserve(2, 10, for: brand))
        #expect(try !reserve(3, 51, for: rival))
        #expect(try reserve(3, 50, for: rival))
        #expect(try index.forget(.sha256([1])))
        #expect(try index.room(of: brand) == 10)
        #expect(try reserve(4, 90, for: brand))
    }

    @Test("a file is unnamed until a statement names it, and since nothing does any more")
    func unnamed() throws {
        _ = try reserve(1, 10, for: brand)
        #expect(try index.unnamed(since: 6, limit: 9).isEmpty)
        #expect(try index.unnamed(since: 7, limit: 9) == [.sha256([1])])
        _ = try index.add([file(1, at: 0), file(1, at: 2)], of: log, from: 0, to: 3, now: 9)
        #expect(try index.unnamed(since: 100, limit: 9).isEmpty)
        #expect(try !index.forget(.sha256([1])), "it is named")
        try index.erase([log: [0..<1]], count: 1)
        #expect(try index.unnamed(since: 100, limit: 9).isEmpty, "another one names it")
        try index.erase([log: [0..<1, 2..<3]], count: 2)
        #expect(try index.unnamed(since: 0, limit: 9) == [.sha256([1])])
        #expect(try index.record().erased == 2)
        #expect(try index.forget(.sha256([1])))
    }

    @Test("where entries were taken out of the record, all that is named is read anew")
    func takenOut() throws {
        _ = try reserve(1, 10, for: brand)
        _ = try index.add([file(1, at: 0)], of: log, from: 0, to: 1, now: 9)
        try index.beginAnew(takenOut: 3, now: 50)
        #expect(try index.reached().isEmpty && index.names(of: .sha256([1])).isEmpty)
        #expect(try index.record().takenOut == 3)
        #expect(try index.unnamed(since: 49, limit: 9).isEmpty)
        #expect(try index.unnamed(since: 50, limit: 9) == [.sha256([1])])
    }
}
