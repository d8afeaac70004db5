import Credentials
import Foundation
import Testing

@Suite struct UnfinishedFileNameTests {
    @Test("a file is written under such a name of this process")
    func written() throws {
        let folder = try TemporaryFolder()
        // It cannot be made there, and the error says under which name.
        let path = folder.file("nowhere/key")
        let error = #expect(throws: CredentialsError.self) {
            try DurableFile.write("a", to: path, mode: .secret)
        }
        guard case .file(let unfinished, "create", _)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        let name = try #require(UnfinishedFileName(parsing: unfinished))
        #expect(name.whole == path && name.isOfThisProcess)
        #expect(name.process == ProcessInfo.processInfo.processIdentifier)
        #expect(name.description == unfinished)
    }

    @Test("is told from every other name")
    func form() throws {
        let name = try #require(UnfinishedFileName(parsing: "a-b.new-1.new-1-4294967295"))
        #expect(name.whole == "a-b.new-1" && name.process == 1 && name.number == .max)
        for other in [
            "", "a", "a.new", "a.new-1", "a.new-1-", "a.new--2", "a.new-1-2-", "a.new-1-2.x",
            "a.new-01-2", "a.new-1-02", "a.new-+1-2", "a.new-1-+2", "a.new--1-2", "a.new-0-2",
            "a.new-1-4294967296", "a.new-2147483648-1", "a.new-x-2", "a.new-1-x", "a.old-1-2",
            "anew-1-2", ".new-1-2", "a.NEW-1-2", "a.new-1- 2",
        ] {
            #expect(UnfinishedFileName(parsing: other) == nil, "\(other)")
        }
    }
}
