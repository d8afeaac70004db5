import Credentials
import Foundation
import GS1
package import NodeAPI
import Peering

/// Reads codes from photos with the programs that this machine has for it, one after the other until one finds
/// something that tells which item it is. A photo is in a private folder for as long, and nowhere else.
package final class PhotoReader: CodePhotoReading {
    /// Photos that are read at a time; what waits is turned away.
    package static let atOnceMax = 2
    package static let codesMax = 8
    package static let codeBytesMax = 4_096

    /// The first reads most codes of a photo, the other those that it cannot.
    private static let known = [
        PackagedProgram(
            name: "zbarimg", package: "zbar-tools", arguments: ["-q", "--raw", "--nodbus"]),
        // One code, after some seconds none; 29 is what a scanner sends for FNC1.
        PackagedProgram(
            name: "dmtxread", package: "dmtx-utils",
            arguments: ["-n", "-N1", "-m", "4000", "-G29"]),
    ]

    private let programs: [InstalledProgram]
    private let folder: String
    private let calls: BlockingCalls
    private let reading = AtOnceLimit(PhotoReader.atOnceMax)
    private let limits: BoundedProcess.Limits

    /// - Parameters:
    ///   - programs: print what they read from an image, a code a line.
    ///   - folder: for folders of photos; what a crash left in it is removed.
    package init(
        programs: [InstalledProgram], folder: String,
        limits: BoundedProcess.Limits = BoundedProcess.Limits(), calls: BlockingCalls
    ) {
        self.programs = programs
        self.folder = folder
        self.limits = limits
        self.calls = calls
        try? FileManager.default.removeItem(atPath: folder)
    }

    package func codes(in photo: CodePhoto) async throws -> [String] {
        try await reading.run(busy: PeerProblem.photosBusy) {
            let found = try await calls.run { [self] in
                try PrivateFile.with(photo.bytes, in: folder) { try read($0, photo.format) }
            }
            guard !found.isEmpty else { throw PeerProblem.noCodeInPhoto }
            return found
        }
    }

    private func read(_ file: PrivateFile, _ format: CodePhoto.Format) throws -> [String] {
        var (codes, wasKilled): ([String], Bool) = ([], false)
        var failure: ProgramError?
        for program in programs {
            // With its format before the name, so that nothing else is tried.
            let process = file.process(program, prefix: "\(format.rawValue):", limits: limits)
            switch try process.run() {
            case .notStarted(let status):
                failure = .notStarted(program: program.path, status: status)
            case .ended(let output, _): codes += Self.codes(in: output)
            case .killed: wasKilled = true
            }
            if codes.contains(where: Self.namesAnItem) { break }
        }
        if codes.isEmpty {
            if let failure { throw failure }
            if wasKilled { throw PeerProblem.photoUnread }
        }
        return Self.ordered(codes)
    }

    /// One a line, as both programs print them.
    static func codes(in output: [UInt8]) -> [String] {
        let lines = output.split(whereSeparator: { $0 == 0x0a || $0 == 0x0d })
        return lines.prefix(codesMax).compactMap { line in
            // That it is GS1's is said by a separator in front; what it says is the same without.
            let code = line.first == 0x1d ? line.dropFirst() : line
            guard !code.isEmpty, code.count <= codeBytesMax else { return nil }
            return String(validating: code, as: UTF8.self)
        }
    }

    /// Those that this machine has.
    static var installed: [InstalledProgram] { known.compactMap(\.installed) }

    /// What cannot be read here, and what to install; nil where all can be.
    package static var missing: String? {
        let packages = known.filter { $0.installed == nil }.map(\.package)
        guard !packages.isEmpty else { return nil }
        return packages.count == known.count
            ? "photos of codes are not read at the desk; \(packages.joined(separator: " and ")) would do that"
            : "not every code is read from photos at the desk; \(packages[0]) reads the others"
    }

    private static func namesAnItem(_ code: String) -> Bool {
        (try? ItemIdentifiers(parsing: code))?.serial != nil
    }

    /// A package may have a code for the till beside the one that names the item.
    static func ordered(_ codes: [String]) -> [String] {
        let items = codes.filter(namesAnItem)
        let products = codes.filter {
            !items.contains($0) && (try? ItemIdentifiers(parsing: $0)) != nil
        }
        return items + products
            + codes.filter { !items.contains($0) && !products.contains($0) }
    }
}

extension OpenedNode {
    /// Nil where this machine has no program that reads photos.
    func photoReader() -> PhotoReader? {
        let programs = PhotoReader.installed
        guard !programs.isEmpty else { return nil }
        // Threads of its own, no more than `atOnceMax`: a photo takes seconds, for which nothing else of the
        // node is to wait.
        return PhotoReader(
            programs: programs, folder: home.photoFolder, calls: .concurrent(label: "photos"))
    }
}
