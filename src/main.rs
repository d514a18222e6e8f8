//! The `vdx` command.

fn main() -> std::process::ExitCode {
    vdx::cli::main()
}
