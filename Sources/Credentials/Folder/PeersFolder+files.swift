package import AllianceNames
package import Roster
import SwiftASN1
package import TransparencyLog
package import X509

extension PeersFolder {
    package static let descriptorsMax = 2_000

    package func write(_ descriptor: MemberDescriptor) throws(CredentialsError) {
        try DurableFile.makeFolder(path)
        try DurableFile.write(
            descriptor.description, to: self.descriptor(descriptor.id), mode: .open,
            replacing: true)
    }

    /// - Throws: `malformed` also for a file whose descriptor is of another member than its name.
    package func read(descriptor member: MemberID) throws(CredentialsError) -> MemberDescriptor {
        let file = descriptor(member)
        let descriptor: MemberDescriptor
        do {
            descriptor = try MemberDescriptor(
                parsing: DurableFile.text(file, bytesMax: MemberDescriptor.textBytesMax))
        } catch let error as CredentialsError {
            throw error
        } catch {
            throw .malformed(path: file, problem: "\(error)")
        }
        guard descriptor.id == member else {
            throw .malformed(path: file, problem: "it describes member '\(descriptor.id)'")
        }
        return descriptor
    }

    /// The members that have a descriptor here, in the order of their identifiers.
    package func members() throws(CredentialsError) -> [MemberID] {
        guard DurableFile.isFolder(path) else { return [] }
        var members: [MemberID] = []
        for name in try DurableFile.names(in: path) where name.hasSuffix(".json") {
            guard let member = try? MemberID(parsing: name.dropLast(5)) else {
                throw .malformed(
                    path: "\(path)/\(name)", problem: "a descriptor is called <member>.json")
            }
            members.append(member)
        }
        guard members.count <= Self.descriptorsMax else {
            throw .malformed(
                path: path,
                problem: "\(members.count) descriptors, at most \(Self.descriptorsMax) are read")
        }
        return members.sorted()
    }

    package func write(roster note: SignedNote) throws(CredentialsError) {
        try DurableFile.makeFolder(path)
        try DurableFile.write(note.description, to: roster, mode: .open, replacing: true)
    }

    package func readRoster() throws(CredentialsError) -> SignedNote { try note(at: roster) }

    /// Keeps one version beside the newest.
    package func write(
        roster note: SignedNote, version: UInt64
    ) throws(CredentialsError) {
        try DurableFile.makeFolder(path)
        try DurableFile.write(
            note.description, to: roster(version: version), mode: .open, replacing: true)
    }

    /// The versions kept beside the newest, ascending.
    package func rosterVersions() throws(CredentialsError) -> [UInt64] {
        guard DurableFile.isFolder(path) else { return [] }
        return try DurableFile.names(in: path).compactMap { name in
            guard name.hasPrefix("roster-"), name.hasSuffix(".note") else { return nil }
            return UInt64(name.dropFirst("roster-".count).dropLast(".note".count))
        }.sorted()
    }

    package func readRoster(version: UInt64) throws(CredentialsError) -> SignedNote {
        try note(at: roster(version: version))
    }

    /// Every version that is kept here, the newest one's own file among them, oldest first.
    /// - Throws: `malformed` also for a file of another version than its name.
    package func rosters() throws(CredentialsError) -> [SignedNote] {
        var notes: [UInt64: SignedNote] = [:]
        for version in try rosterVersions() {
            let note = try readRoster(version: version)
            guard try self.version(of: note, at: roster(version: version)) == version else {
                throw .malformed(
                    path: roster(version: version), problem: "it is another version than its name")
            }
            notes[version] = note
        }
        if DurableFile.exists(roster) {
            let newest = try readRoster()
            let version = try self.version(of: newest, at: roster)
            if notes[version] == nil { notes[version] = newest }
        }
        return notes.sorted { $0.key < $1.key }.map(\.value)
    }

    private func version(
        of note: SignedNote, at path: String
    ) throws(CredentialsError) -> UInt64 {
        do throws(RosterError) {
            return try Roster(parsing: note.text).version
        } catch {
            throw .malformed(path: path, problem: error.description)
        }
    }

    private func note(at path: String) throws(CredentialsError) -> SignedNote {
        let bytes = try DurableFile.read(path, bytesMax: SignedNote.bytesMax)
        do {
            return try SignedNote(parsing: bytes)
        } catch {
            throw .malformed(path: path, problem: error.description)
        }
    }

    package func write(
        certificate: Certificate, of member: MemberID
    ) throws(CredentialsError) {
        try DurableFile.makeFolder(path)
        try DurableFile.write(
            certificate.pem, to: self.certificate(member), mode: .open, replacing: true)
    }

    package func read(certificate member: MemberID) throws(CredentialsError) -> Certificate {
        let file = certificate(member)
        do {
            return try Certificate(pemEncoded: DurableFile.text(file))
        } catch let error as CredentialsError {
            throw error
        } catch {
            throw .malformed(path: file, problem: "not one certificate in PEM (\(error))")
        }
    }
}
