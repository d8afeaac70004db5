import AllianceNode
import Foundation
import NodeAPI
import Peering
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Programs that read photos, of which no test needs a real one: those are `Tests/Interop/photos.py`'s.
@Suite(.timeLimit(.minutes(30))) struct PhotoReaderTests {
    private final class Bench {
        let folder: URL
        let photos: String
        private var programs: [InstalledProgram] = []

        init() throws {
            folder = FileManager.default.temporaryDirectory
                .appending(path: "photos-\(UUID().uuidString)")
            photos = folder.appending(path: "photos").path()
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true)
        }

        deinit { try? FileManager.default.removeItem(at: folder) }

        /// A script, read by a shell, not begun itself: what another test begins meanwhile may hold a file that was just
        /// written, and such a one cannot be begun.
        func add(_ script: String) throws {
            let file = folder.appending(path: "tool-\(programs.count)")
            try Data("\(script)\n".utf8).write(to: file)
            programs.append(
                .init(path: "/bin/sh", arguments: [file.path(), "-x", "a b;c"]))
        }

        func reader(seconds: Int = 600) -> PhotoReader {
            var limits = BoundedProcess.Limits()
            limits.seconds = seconds
            limits.memoryBytes = 200 << 20
            limits.outputBytes = 4_096
            // These scripts are made of commands; as the superuser they may run them anyway.
            limits.mayStartOthers = true
            return PhotoReader(
                programs: programs, folder: photos, limits: limits,
                calls: .concurrent(label: "photos"))
        }

        var left: [String] { (try? FileManager.default.contentsOfDirectory(atPath: photos)) ?? [] }
    }

    /// What a decoder is given: the smallest header of a PNG.
    private static func photo() throws -> CodePhoto {
        try CodePhoto(
            [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13] + Array("IHDR".utf8)
                + [0, 0, 0, 3, 0, 0, 0, 2, 8, 0, 0, 0, 0, 1, 2, 3, 4, 7, 7])
    }

    private func refusal(_ reader: PhotoReader) async -> String {
        do {
            return try await reader.codes(in: Self.photo()).joined(separator: "|")
        } catch {
            return (error as? PeerProblem)?.keyword ?? "\(error)"
        }
    }

    @Test("a program is given the photo alone, and what it prints is the code; nothing is left")
    func read() async throws {
        let bench = try Bench()
        try bench.add(
            """
            echo "$#:$1:$2:$3"; pwd | sed 's/.*\\/photos\\/.*/in a private folder/'
            [ "$(wc -c < input)" = 35 ] && echo whole
            stat -c %a . input | tr '\\n' ' '; echo
            env | cut -d= -f1 | sort | tr '\\n' ' '; echo; ls /proc/self/fd | wc -l
            """)
        setenv("TOUCHSTONE_SECRET_OF_TESTS", "x", 1)
        let read = try await bench.reader().codes(in: Self.photo())
        #expect(
            read.prefix(4) == ["3:-x:a b;c:png:input", "in a private folder", "whole", "700 600 "])
        #expect(
            Set((read.dropFirst(4).first ?? "").split(separator: " ").map(String.init))
                == [
                    "HOME", "LC_ALL", "MAGICK_THREAD_LIMIT", "MAGICK_TMPDIR", "OMP_NUM_THREADS",
                    "PWD", "TMPDIR",
                ])
        // Its three, and the folder that 'ls' reads.
        #expect(read.last?.filter { $0.isNumber } == "4")
        #expect(bench.left == [])
    }

    @Test("the code that names an item comes first, and no further program is asked then")
    func order() async throws {
        let bench = try Bench()
        try bench.add("echo hello; echo 4006381333931; printf '\\035010400638133393121A1\\n'")
        try bench.add("echo never")
        #expect(
            try await bench.reader().codes(in: Self.photo())
                == ["010400638133393121A1", "4006381333931", "hello"])
        let second = try Bench()
        try second.add("exit 4")
        try second.add("printf 'https://id.example/01/04006381333931/21/A1\\n'")
        #expect(
            try await second.reader().codes(in: Self.photo())
                == ["https://id.example/01/04006381333931/21/A1"])
    }

    @Test(
        "a program that does not end, prints without end, crashes, or takes what it may not, is ended, and only that photo suffers",
        arguments: [
            ("while :; do echo yyyyyyyyyyyyyyyyyyyyyyyyy; done", "photo-unread"),
            ("exec sleep 1000", "photo-unread"), ("while :; do :; done", "photo-unread"),
            ("kill -SEGV $$", "photo-unread"), ("exec 1>&-; exec sleep 1000", "photo-unread"),
            ("echo x > file; echo written", "photo-unread"),
            ("trap '' TERM INT HUP; while :; do sleep 1; done", "photo-unread"),
            ("x=$(head -c 400000000 /dev/zero | tr '\\0' a); echo ${#x}", "photo-no-code"),
            ("exit 0", "photo-no-code"), ("head -c 3000 /dev/zero", "photo-unread"),
        ])
    func hostile(script: String, keyword: String) async throws {
        let bench = try Bench()
        try bench.add(script)
        // What ends by itself has all the time that a busy machine takes.
        let seconds = keyword == "photo-no-code" ? 600 : 3
        let found = await refusal(bench.reader(seconds: seconds))
        // What a shell says of lack of memory differs; no code comes of it.
        #expect(
            found == keyword
                || ["photo-no-code", "photo-unread"].contains(found) && script.hasPrefix("x=")
                || script.hasPrefix("head"), "\(found)")
        #expect(bench.left == [])
    }

    @Test("a program that cannot be started is told from a photo without a code")
    func notStarted() async throws {
        let bench = try Bench()
        try bench.add("exit 127")
        #expect(await refusal(bench.reader()).contains("could not be started"))
        // Another one reads it.
        try bench.add("echo read")
        #expect(await refusal(bench.reader()) == "read")
    }

    @Test("what a program leaves running ends with it, and is not waited for")
    func fork() async throws {
        let bench = try Bench()
        try bench.add("sleep 1000 & echo $!")
        let read = try await bench.reader().codes(in: Self.photo())
        let process = try #require(read.first.flatMap { Int32($0) })
        while kill(process, 0) == 0, !Self.isZombie(process) {
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Ended, whoever has to take note of it.
    private static func isZombie(_ process: Int32) -> Bool {
        let text = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? ""
        return text.split(separator: ")").last?.split(separator: " ").first == "Z"
    }

    @Test("so many photos are read at a time, and others are turned away, not kept waiting")
    func atOnce() async throws {
        let bench = try Bench()
        let go = bench.folder.path() + "go"
        try bench.add("while [ ! -e '\(go)' ]; do sleep 0.05; done; echo read")
        let reader = bench.reader()
        await withTaskGroup(of: String.self) { tasks in
            for _ in 0..<PhotoReader.atOnceMax { tasks.addTask { await refusal(reader) } }
            while bench.left.count < PhotoReader.atOnceMax { await Task.yield() }
            #expect(await refusal(reader) == "busy")
            _ = FileManager.default.createFile(atPath: go, contents: nil)
            for await found in tasks { #expect(found == "read") }
        }
        #expect(await refusal(reader) == "read")
        #expect(bench.left == [])
    }

    @Test("what a crash left is gone at the next start")
    func crash() async throws {
        let bench = try Bench()
        try FileManager.default.createDirectory(
            atPath: bench.photos + "/old", withIntermediateDirectories: true)
        try bench.add("echo read")
        let reader = bench.reader()
        #expect(bench.left == [])
        #expect(await refusal(reader) == "read")
    }
}
