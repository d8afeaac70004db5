import Credentials
import Foundation
import Testing

@Suite struct DurableFileTests {
    let folder: TemporaryFolder
    init() throws { folder = try TemporaryFolder() }

    private func keyword(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch { return (error as? CredentialsError)?.keyword }
    }

    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test("what was written is read, and nothing else is left in the folder")
    func roundTrip() throws {
        let path = folder.file("a")
        let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0) }
        try DurableFile.write(bytes, to: path, mode: .open)
        #expect(try DurableFile.read(path) == bytes)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a"])
    }

    @Test("what is written piece by piece is there whole or not at all, and replaces nothing")
    func pieces() throws {
        struct Stop: Error {}
        let path = folder.file("a")
        #expect(throws: Stop.self) {
            try DurableFile.write(to: path, mode: .secret) { write in
                try write([1, 2])
                throw Stop()
            }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
        try DurableFile.write(to: path, mode: .secret) { write in
            for piece in [[1, 2], [], [3]] as [[UInt8]] { try write(piece) }
            #expect(!DurableFile.exists(path))
        }
        #expect(try DurableFile.read(path) == [1, 2, 3] && mode(path) == 0o600)
        #expect(throws: CredentialsError.exists(path: path)) {
            try DurableFile.write(to: path, mode: .open) { try $0([4]) }
        }
        #expect(try DurableFile.read(path) == [1, 2, 3])
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a"])
    }

    @Test("a file that was written is of another version, and one of just now is of none yet")
    func versions() throws {
        let path = try folder.write("one", to: "a")
        #expect(DurableFile.version(of: path) == nil)
        func date(_ path: String, _ seconds: Double) throws {
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: seconds)], ofItemAtPath: path)
        }
        let then = 1_700_000_000.0
        try date(path, then)
        let first = try #require(DurableFile.version(of: path))
        #expect(DurableFile.version(of: path) == first)
        // Another file, as long and by its date as old.
        let other = try folder.write("two", to: "b")
        try date(other, then)
        let second = try #require(DurableFile.version(of: other))
        #expect(second != first)
        // The same file, written at another time; of another length.
        try date(path, then + 1)
        #expect(try #require(DurableFile.version(of: path)) != first)
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: other))
        try handle.truncate(atOffset: 2)
        try handle.close()
        try date(other, then)
        #expect(try #require(DurableFile.version(of: other)) != second)
        #expect(DurableFile.version(of: folder.file("none")) == nil)
        #expect(DurableFile.version(of: folder.path) == nil)
    }

    @Test("a secret is 0600 and a public file 0644, also where it replaces a laxer one")
    func modes() throws {
        for name in ["secret", "open"] {
            let path = try folder.write("", to: name)
            try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: path)
        }
        try DurableFile.write("s", to: folder.file("secret"), mode: .secret, replacing: true)
        try DurableFile.write("o", to: folder.file("open"), mode: .open, replacing: true)
        #expect(try mode(folder.file("secret")) == 0o600)
        #expect(try mode(folder.file("open")) == 0o644)
    }

    @Test("a file is replaced only where that is asked for")
    func replacing() throws {
        let path = folder.file("a")
        try DurableFile.write("one", to: path, mode: .secret)
        #expect(
            throws: CredentialsError.exists(path: path),
            performing: { try DurableFile.write("two", to: path, mode: .secret) })
        #expect(try DurableFile.text(path) == "one")
        try DurableFile.write("two", to: path, mode: .secret, replacing: true)
        #expect(try DurableFile.text(path) == "two")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a"])
    }

    @Test(
        "a secret that others may read or change is refused",
        arguments: [0o640, 0o604, 0o620, 0o602, 0o610, 0o644, 0o777])
    func looseSecret(mode: Int) throws {
        let path = try folder.write("key", to: "a")
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        #expect(
            throws: CredentialsError.permissions(path: path, mode: UInt32(mode)),
            performing: { try DurableFile.read(path, secret: true) })
        #expect(try DurableFile.text(path) == "key")
    }

    @Test(
        "a secret of 0600 or 0400 is read, also through a symbolic link", arguments: [0o600, 0o400])
    func tightSecret(mode: Int) throws {
        let path = try folder.write("key", to: "a")
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        try FileManager.default.createSymbolicLink(
            atPath: folder.file("link"), withDestinationPath: path)
        #expect(try DurableFile.text(path, secret: true) == "key")
        #expect(try DurableFile.text(folder.file("link"), secret: true) == "key")
    }

    @Test("a file is read up to its limit and no further")
    func limit() throws {
        let path = try folder.write("12345", to: "a")
        #expect(try DurableFile.text(path, bytesMax: 5) == "12345")
        #expect(
            throws: CredentialsError.fileTooLarge(path: path, max: 4),
            performing: { try DurableFile.read(path, bytesMax: 4) })
        // Neither a file nor ever at its end.
        #expect(keyword { _ = try DurableFile.read("/dev/zero", bytesMax: 4) } == "not-a-file")
    }

    @Test("a missing file, a folder, and text that is not UTF-8 are named as such")
    func unreadable() throws {
        #expect(keyword { _ = try DurableFile.read(folder.file("a")) } == "file-missing")
        #expect(keyword { _ = try DurableFile.read(folder.path) } == "not-a-file")
        try DurableFile.write([0xff], to: folder.file("b"), mode: .open)
        #expect(keyword { _ = try DurableFile.text(folder.file("b")) } == "file-malformed")
        #expect(
            keyword { try DurableFile.write("x", to: folder.file("none/a"), mode: .open) }
                == "file")
    }

    @Test("folders are made with those above them, and a file in the way is said")
    func folders() throws {
        let path = folder.file("a/b/c")
        try DurableFile.makeFolder(path, mode: 0o700)
        try DurableFile.makeFolder(path, mode: 0o700)
        #expect(DurableFile.isFolder(path))
        #expect(try mode(path) == 0o700)
        _ = try folder.write("x", to: "file")
        #expect(keyword { try DurableFile.makeFolder(folder.file("file")) } == "file")
    }

    @Test("names come sorted, without hidden ones")
    func names() throws {
        for name in ["b", "a", ".hidden", "c"] { _ = try folder.write("", to: name) }
        #expect(try DurableFile.names(in: folder.path) == ["a", "b", "c"])
    }
}
