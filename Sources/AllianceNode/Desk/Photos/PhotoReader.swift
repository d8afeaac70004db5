import Credentials
import Foundation
import GS1
package import NodeAPI
import Peering
import Synchronization

/// Reads codes from photos with the programs that this machine has for it, one after the other until one finds
/// something that tells which item it is. A photo is in a private folder for as long, and nowhere else.
package final class PhotoReader: CodePhotoReading {
    /// A program that prints what it reads from an image.
    package struct Tool: Hashable, Sendable {
        package let name: String
        let program: String
        /// Before the image's name, which has its format before it so that nothing else is tried.
        let arguments: [String]

        package init(name: String, program: String, arguments: [String]) {
            self.name = name
            self.program = program
            self.arguments = arguments
        }
    }

    /// Photos that are read at a time; what waits is turned away.
    package static let atOnceMax = 2
    package static let codesMax = 8
    package static let codeBytesMax = 4_096

    private let tools: [Tool]
    private let folder: String
    private let calls: BlockingCalls
    private let reading = Mutex(0)
    private let limits: BoundedProcess.Limits

    /// - Parameter folder: for folders of photos; what a crash left in it is removed.
    package convenience init(tools: [Tool], folder: String, calls: BlockingCalls) {
        self.init(tools: tools, folder: folder, limits: BoundedProcess.Limits(), calls: calls)
    }

    package init(
        tools: [Tool], folder: String, limits: BoundedProcess.Limits, calls: BlockingCalls
    ) {
        self.tools = tools
        self.folder = folder
        self.limits = limits
        self.calls = calls
        try? FileManager.default.removeItem(atPath: folder)
    }

    package func codes(in photo: CodePhoto) async throws -> [String] {
        guard enter() else { throw PeerProblem.photosBusy }
        defer { leave() }
        let found = try await calls.run { [self] in try read(photo) }
        guard !found.isEmpty else { throw PeerProblem.noCodeInPhoto }
        return found
    }

    private func enter() -> Bool {
        reading.withLock { count in
            guard count < Self.atOnceMax else { return false }
            count += 1
            return true
        }
    }

    private func leave() { reading.withLock { $0 -= 1 } }

    private func read(_ photo: CodePhoto) throws -> [String] {
        let place = try PhotoFolder(in: folder)
        defer { place.remove() }
        try place.write(photo.bytes)
        var (codes, wasKilled): ([String], Bool) = ([], false)
        var failure: PhotoToolError?
        for tool in tools {
            let process = BoundedProcess(
                program: tool.program,
                arguments: tool.arguments + ["\(photo.format.rawValue):\(PhotoFolder.photo)"],
                folder: place.path, limits: limits)
            switch try process.run() {
            // The shell's own: it could set no limits, or begin no such program. The tools' are smaller.
            case .ended(_, let status) where (125...127).contains(status):
                failure = .notStarted(program: tool.program, status: status)
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

    /// Those that this machine has, at the places where packages put them.
    package static func toolsFound() -> [Tool] {
        [
            ("zbarimg", ["-q", "--raw", "--nodbus"]),
            // One code, after some seconds none; 29 is what a scanner sends for FNC1.
            ("dmtxread", ["-n", "-N1", "-m", "4000", "-G29"]),
        ].compactMap { name, arguments in
            ["/usr/bin", "/usr/local/bin"].map { "\($0)/\(name)" }
                .first { FileManager.default.isExecutableFile(atPath: $0) }
                .map { Tool(name: name, program: $0, arguments: arguments) }
        }
    }

    /// What cannot be read here, and what to install; nil where all can be.
    package static var missing: String? {
        let found = Set(toolsFound().map(\.name))
        let packages = [("zbarimg", "zbar-tools"), ("dmtxread", "dmtx-utils")]
            .filter { !found.contains($0.0) }.map(\.1)
        guard !packages.isEmpty else { return nil }
        return found.isEmpty
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

/// A private folder with one photo in it.
struct PhotoFolder {
    static let photo = "photo"

    let path: String

    /// - Throws: what the file system throws.
    init(in parent: String) throws {
        path = "\(parent)/\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
    }

    func write(_ bytes: [UInt8]) throws {
        let file = "\(path)/\(Self.photo)"
        guard
            FileManager.default.createFile(
                atPath: file, contents: Data(bytes), attributes: [.posixPermissions: 0o600])
        else { throw PhotoToolError.failed("write", errno) }
    }

    /// With whatever the program left in it.
    func remove() { try? FileManager.default.removeItem(atPath: path) }
}

extension OpenedNode {
    /// Nil where this machine has no program that reads photos.
    func photoReader() -> PhotoReader? {
        let tools = PhotoReader.toolsFound()
        guard !tools.isEmpty else { return nil }
        // Threads of its own, no more than `atOnceMax`: a photo takes seconds, for which nothing else of the
        // node is to wait.
        return PhotoReader(
            tools: tools, folder: home.photoFolder, calls: .concurrent(label: "photos"))
    }
}
