import AllianceNames
package import ArgumentParser
import Complaints
import Foundation
import NodeAPI
import SQLiteStore
import SignIn
import Statements

/// Which complaint: `ipacc.example/desk-verel/maison-verel/e1/42`, or with tildes as addresses have it.
package struct ComplaintArgument: ParsableArguments {
    @Argument(help: "The complaint, as 'complaint list' names it.") package var complaint: String

    package init() {}

    package func validate() throws { _ = try id() }

    func id() throws -> EntryReference { try Self.reference(complaint) }

    /// - Throws: a sentence that says how an entry is named.
    static func reference(_ text: String) throws -> EntryReference {
        guard let id = EntryReference(text) else {
            throw ValidationError(
                "'\(text)' names no entry; write alliance/channel/member/epoch/index, such as ipacc.example/desk-verel/maison-verel/e1/42"
            )
        }
        return id
    }
}

/// Which of its listings.
package struct PlacesOption: ParsableArguments {
    @Option(
        name: .customLong("place"),
        help: "A listing of the complaint by its place, from 0; all without it.")
    package var places: [Int] = []

    package init() {}

    package func validate() throws {
        guard places.allSatisfy({ (0..<Complaint.listingsMax).contains($0) }) else {
            throw ValidationError("--place is between 0 and \(Complaint.listingsMax - 1)")
        }
    }

    var sorted: [Int] { Set(places).sorted() }
}

/// What somebody writes beside it.
package struct WordsOption: ParsableArguments {
    @Option(help: "A text for the other side to read.") package var text: String = ""

    package init() {}
}

/// Who decides.
package struct DeciderOption: ParsableArguments {
    @Option(name: .customLong("by"), help: "The person of this member's desk who decides.")
    package var name: String

    package init() {}

    /// The person, who has to be on the list of those who may sign in here, with a role that signs in this member's name.
    func person(at home: HomeOption) throws -> String { try Self.person(name, at: home) }

    static func person(_ name: String, at home: HomeOption) throws -> String {
        let store = try home.openAccess()
        defer { try? store.close() }
        guard let person = try store.people().first(where: { $0.id.rawValue == name }) else {
            throw CommandError(
                "nobody of this desk is called '\(name)': 'touchstone desk person list' has those who are"
            )
        }
        guard person.permissions.contains(.report) else {
            throw CommandError(
                "'\(name)' signs nothing in this member's name: 'touchstone desk person role' gives the role of an investigator or approver"
            )
        }
        return person.id.rawValue
    }
}

/// Files that show something.
package struct EvidenceOption: ParsableArguments {
    @Option(
        name: .customLong("evidence"),
        help: ArgumentHelp(
            "A file that shows it, as role=path; roles: \(EvidenceFile.Role.nameList).",
            valueName: "role=path"))
    package var files: [String] = []

    package init() {}

    package func validate() throws {
        for file in files { _ = try Self.parts(file) }
    }

    /// Keeps the files, and names them.
    func kept(at desk: any DeskComplaints) async throws -> [EvidenceFile] {
        var kept: [EvidenceFile] = []
        for file in files { kept.append(try await Self.keep(file, at: desk)) }
        return kept
    }

    /// - Parameter folder: where a path begins that is not absolute; nil for where the command runs.
    static func keep(
        _ text: String, at desk: any DeskComplaints, below folder: URL? = nil
    ) async throws -> EvidenceFile {
        let (role, path) = try parts(text)
        let place = folder.map { URL(filePath: path, relativeTo: $0).path(percentEncoded: false) }
        let bytes = try read(place ?? path)
        let kept = try await desk.keep(bytes)
        return EvidenceFile(
            digest: kept.digest, mediaType: kept.mediaType, byteCount: kept.byteCount, role: role,
            title: "")
    }

    static func read(_ path: String) throws -> [UInt8] {
        let handle = try InputFile.open(path)
        defer { if path != "-" { try? handle.close() } }
        let most = Int(EvidenceFile.fileBytesMax)
        var bytes: [UInt8] = []
        while bytes.count <= most,
            let data = try handle.read(upToCount: most + 1 - bytes.count), !data.isEmpty
        {
            bytes += data
        }
        guard (1...most).contains(bytes.count) else {
            throw CommandError(
                "\(InputFile.name(path)) is empty, or has more than \(most) bytes; evidence is at most that long"
            )
        }
        return bytes
    }

    private static func parts(_ text: String) throws -> (EvidenceFile.Role, String) {
        let sides = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard sides.count == 2, let role = EvidenceFile.Role(name: sides[0]), !sides[1].isEmpty
        else {
            throw ValidationError(
                "evidence is role=path with one of the roles \(EvidenceFile.Role.nameList), not '\(text)'"
            )
        }
        return (role, String(sides[1]))
    }
}
