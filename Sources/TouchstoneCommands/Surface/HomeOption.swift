package import ArgumentParser
package import Credentials
package import Foundation

/// `--home DIR`: the folder that a node lives in.
package struct HomeOption: ParsableArguments {
    @Option(
        name: .customLong("home"),
        help: ArgumentHelp("The node's folder.", valueName: "dir"), completion: .directory)
    package var path: String = "."

    package init() {}

    package var url: URL { URL(filePath: path, directoryHint: .isDirectory).standardizedFileURL }

    package var folder: HomeFolder { HomeFolder(path) }
}
