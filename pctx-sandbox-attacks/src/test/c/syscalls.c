/*
 * Makes the system calls that its arguments name, and prints what the kernel answers: for
 * those that Java has no API for. It needs no library and no headers, so that it runs
 * wherever a file can be executed.
 *
 * Arguments: statements, each ended by ";". A statement is the number of a system call
 * and up to six values, or one of
 *   hold        print a mark and wait to be killed
 *   child       go on only if the last answer was 0: the other process of a fork ends
 *   parent      the opposite
 *   i386        as a system call, by the 32-bit entry of x86
 *   store       a number at an address
 * A value is a number, the answer of an earlier statement ($0), the address of a page of
 * memory (&0), of a text (=text) or of bytes (@0a0b). Page n is at 0x20000000 + n * 4096.
 */

#define PAGES 0x20000000UL
#define COUNT 16

#if defined(__x86_64__)
#define NR_write 1
#define NR_mmap 9
#define NR_exit_group 231
#define NR_ppoll 271
#elif defined(__aarch64__)
#define NR_write 64
#define NR_mmap 222
#define NR_exit_group 94
#define NR_ppoll 73
#else
#error "unknown architecture"
#endif

static long call(long number, const long *a) {
#if defined(__x86_64__)
	long answer;
	register long r10 __asm__("r10") = a[3];
	register long r8 __asm__("r8") = a[4];
	register long r9 __asm__("r9") = a[5];
	__asm__ volatile("syscall"
			: "=a"(answer)
			: "a"(number), "D"(a[0]), "S"(a[1]), "d"(a[2]), "r"(r10), "r"(r8), "r"(r9)
			: "rcx", "r11", "memory");
	return answer;
#else
	register long x8 __asm__("x8") = number;
	register long x0 __asm__("x0") = a[0];
	register long x1 __asm__("x1") = a[1];
	register long x2 __asm__("x2") = a[2];
	register long x3 __asm__("x3") = a[3];
	register long x4 __asm__("x4") = a[4];
	register long x5 __asm__("x5") = a[5];
	__asm__ volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5) : "memory");
	return x0;
#endif
}

static long call32(long number, const long *a) {
#if defined(__x86_64__)
	long answer;
	__asm__ volatile("int $0x80" : "=a"(answer) : "a"(number), "b"(a[0]), "c"(a[1]), "d"(a[2]) : "memory", "r8", "r9", "r10", "r11");
	return (int) answer;
#else
	return -38;
#endif
}

static long simple(long number, long a, long b, long c) {
	long values[6] = {a, b, c, 0, 0, 0};
	return call(number, values);
}

static int same(const char *one, const char *other) {
	while (*one && *one == *other) {
		one++;
		other++;
	}
	return *one == *other;
}

static void print(const char *text) {
	long length = 0;
	while (text[length]) {
		length++;
	}
	simple(NR_write, 1, (long) text, length);
}

static void print_number(long value) {
	char digits[24];
	int at = 23;
	unsigned long rest = value < 0 ? -(unsigned long) value : (unsigned long) value;
	digits[at] = 0;
	do {
		digits[--at] = '0' + rest % 10;
		rest /= 10;
	} while (rest);
	if (value < 0) {
		digits[--at] = '-';
	}
	print(digits + at);
}

static int digit(char c) {
	return c >= 'a' ? c - 'a' + 10 : c >= 'A' ? c - 'A' + 10 : c - '0';
}

static long number(const char *text) {
	int negative = *text == '-';
	unsigned long value = 0;
	int base = 10;
	if (negative) {
		text++;
	}
	if (text[0] == '0' && text[1] == 'x') {
		base = 16;
		text += 2;
	}
	while (*text) {
		value = value * base + digit(*text++);
	}
	return negative ? -value : value;
}

/* Of all values: a command line is left as it was, for whoever looks for it. */
static char bytes[8192];
static int used;

static long value(char *text, const long *answers) {
	char *from = text + 1;
	int start = used;
	switch (*text) {
		case '$':
			return answers[number(text + 1)];
		case '&':
			return PAGES + number(text + 1) * 4096;
		case '=':
			return (long) (text + 1);
		case '@':
			while (from[0] && from[1] && used < (int) sizeof bytes) {
				bytes[used++] = digit(from[0]) * 16 + digit(from[1]);
				from += 2;
			}
			used = (used + 7) & ~7;
			return (long) (bytes + start);
		default:
			return number(text);
	}
}

static void run(int count, char **words) {
	static long answers[64];
	int statement = 0;
	long last = 0;
	int at = 1;
	while (at < count && statement < 64) {
		char *name = words[at++];
		long values[7] = {0};
		int given = 0;
		while (at < count && !same(words[at], ";") && given < 7) {
			values[given++] = value(words[at++], answers);
		}
		at++;
		if (same(name, "hold")) {
			print("pctx-holding\n");
			simple(NR_ppoll, 0, 0, 0);
		} else if (same(name, "child") || same(name, "parent")) {
			if ((last == 0) != same(name, "child")) {
				return;
			}
		} else if (same(name, "store")) {
			*(long *) values[0] = values[1];
		} else {
			last = same(name, "i386") ? call32(values[0], values + 1) : call(number(name), values);
		}
		answers[statement] = last;
		print("answer ");
		print_number(statement++);
		print(": ");
		print_number(last);
		print("\n");
	}
}

__attribute__((used)) static void begin(long *stack) {
	long map[6] = {PAGES, COUNT * 4096, 3, 0x32, -1, 0};
	print("begun\n");
	call(NR_mmap, map);
	run((int) stack[0], (char **) (stack + 1));
	simple(NR_exit_group, 0, 0, 0);
}

#if defined(__x86_64__)
__asm__(".globl _start\n_start:\n\txor %ebp, %ebp\n\tmov %rsp, %rdi\n\tand $-16, %rsp\n\tcall begin\n");
#else
__asm__(".globl _start\n_start:\n\tmov x29, #0\n\tmov x0, sp\n\tbl begin\n");
#endif
